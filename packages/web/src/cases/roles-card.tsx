import type { CaseDetail } from '@enlace/api'
import type { ReactNode } from 'react'
import { useSayLaw } from '../clocks/law-name.ts'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { Reach } from './reach.tsx'
import { useCaseWords } from './say-case.ts'

/** What “joint” was made of: which party did what, on whose soil, under which authorisation or none, and who gave credit for which act. */
export function RolesCard({ roles, actions }: { readonly roles: CaseDetail['roles']; readonly actions?: ReactNode }) {
  const text = useText()
  const words = useCaseWords()
  const sayLaw = useSayLaw()
  return (
    <Card title={text('cases.roles')} lead={text('cases.roles.lead')} actions={actions}>
      {roles.length === 0 ? (
        <p className="soft">{text('cases.roles.none')}</p>
      ) : (
        <DataTable
          caption={text('cases.roles')}
          rows={roles}
          keyOf={(role) => role.id}
          columns={[
            {
              id: 'party',
              header: text('cases.party'),
              rowHeader: true,
              cell: (role) => (
                <span className="cluster">
                  <PartyMark party={role.party} short /> {words.role(role.role)}
                </span>
              ),
            },
            { id: 'day', header: text('cases.day'), cell: (role) => formatDay(role.actOn, text.tag) },
            { id: 'soil', header: text('cases.on'), cell: (role) => words.country(role.soil) },
            {
              id: 'authorisation',
              header: text('cases.authorisation'),
              cell: (role) => (
                <span className="stack-tight">
                  <span>{words.authorisation(role.authorisation)}</span>
                  {role.authorisedBy === null && role.instrument === null ? null : (
                    <span className="small soft">
                      {[
                        role.authorisedBy,
                        role.instrument === null ? null : sayLaw(role.instrument),
                        role.article === null ? null : text('cases.article', { article: role.article }),
                      ]
                        .flatMap((one) => one ?? [])
                        .join(', ')}
                    </span>
                  )}
                  {role.warnings.map((code) => (
                    <span key={code}>
                      <Tag tone="warn">{words.warning(code)}</Tag>
                    </span>
                  ))}
                </span>
              ),
            },
            {
              id: 'credit',
              header: text('cases.credit'),
              cell: (role) =>
                role.creditBy === null ? (
                  '—'
                ) : (
                  <span>
                    {role.creditBy}
                    {role.creditWord === null ? null : (
                      <>
                        : <q>{role.creditWord}</q>
                      </>
                    )}
                    {role.creditOn === null ? null : `, ${formatDay(role.creditOn, text.tag)}`}
                  </span>
                ),
            },
            { id: 'reach', header: text('cases.who'), cell: (role) => <Reach of={role} /> },
          ]}
        />
      )}
    </Card>
  )
}
