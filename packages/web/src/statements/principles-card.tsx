import type { StatementDetail } from '@enlace/api'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { useParties } from '../parts/party.ts'

type Principles = StatementDetail['principles'][number]

/** What each text holds to, in its own words: «shared» and «shared and differentiated» stand side by side. */
export function PrinciplesCard({ detail: { principles } }: { readonly detail: StatementDetail }) {
  const text = useText()
  const parties = useParties()
  const families = [...new Set(principles.flatMap(({ said }) => said.map(({ family }) => family)))]
  if (families.length === 0 || principles.length < 2) return null
  const columns: readonly Column<Principles>[] = [
    {
      id: 'text',
      header: text('statements.principles.text'),
      rowHeader: true,
      cell: ({ issuedBy }) => issuedBy.map((party) => parties.nameOf(party)).join(' + '),
    },
    ...families.map(
      (family): Column<Principles> => ({
        id: family,
        header: text.find(`statements.family.${family}`) ?? family,
        cell: ({ said }) => {
          const own = said.filter((one) => one.family === family)
          return own.length === 0 ? (
            <span className="soft">{text('statements.principles.none')}</span>
          ) : (
            own.map(({ words, clause, language }) => (
              <span key={`${language} ${words}`} lang={language}>
                {`«${words}» (${clause}) `}
              </span>
            ))
          )
        },
      }),
    ),
  ]
  return (
    <Card title={text('statements.principles')} lead={text('statements.principles.lead')} flush>
      <DataTable caption={text('statements.principles')} rows={principles} keyOf={({ statement }) => statement} columns={columns} />
    </Card>
  )
}
