import type { PartnerStatus } from '../api/shapes.ts'
import { useText } from '../language/text.ts'
import { DataTable } from '../parts/data-table.tsx'
import { Notice } from '../parts/notice.tsx'
import { useParties } from '../parts/party.ts'
import { StatusMark } from '../parts/status-mark.tsx'
import { Time } from '../parts/time.tsx'

type Owed = NonNullable<PartnerStatus['keysOwed']>['listed'][number]

/** Receipt before read with one partner: why nothing leaves, and which keys are owed, by whom and until when. */
export default function KeysOwed({ partner }: { readonly partner: Pick<PartnerStatus, 'party' | 'keysOwed' | 'heldBack'> }) {
  const text = useText()
  const party = useParties().nameOf(partner.party)
  const { keysOwed } = partner
  return (
    <>
      {partner.heldBack === true ? (
        <Notice tone="warn" title={text('sealed.held', { party })}>
          {text('sealed.held.detail', { party })}
        </Notice>
      ) : null}
      {keysOwed === undefined ? null : (
        <section className="stack-tight" aria-label={text('sealed.owed')}>
          <h3>{text('sealed.owed')}</h3>
          <p className="soft small">{text('sealed.owed.lead', { count: keysOwed.count, party })}</p>
          <DataTable
            caption={text('sealed.owed')}
            rows={keysOwed.listed}
            keyOf={({ position }) => `${position.origin} ${position.seq}`}
            columns={[
              {
                id: 'entry',
                header: text('sealed.column.entry'),
                rowHeader: true,
                cell: ({ position }: Owed) => (
                  <span className="mono small">
                    {position.origin} · {position.seq}
                  </span>
                ),
              },
              { id: 'by', header: text('sealed.column.by'), cell: ({ direction }: Owed) => text(`sealed.by.${direction}`, { party }) },
              { id: 'since', header: text('sealed.column.since'), cell: ({ since }: Owed) => <Time at={since} brief /> },
              {
                id: 'due',
                header: text('sealed.column.due'),
                cell: ({ dueAt }: Owed) => (dueAt === null ? '–' : <Time at={dueAt} brief />),
              },
              {
                id: 'state',
                header: text('sealed.column.state'),
                cell: ({ refused, late }: Owed) => (
                  <StatusMark status={refused || late ? 'bad' : 'waiting'}>
                    {text(refused ? 'sealed.state.refused' : late ? 'sealed.state.late' : 'sealed.state.awaiting')}
                  </StatusMark>
                ),
              },
            ]}
          />
          <p className="soft small">{text('sealed.owed.proof')}</p>
        </section>
      )}
    </>
  )
}
