import type { StatementDetail } from '@enlace/api'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Tag } from '../parts/tag.tsx'
import { useDeed } from '../parts/use-deed.ts'
import { programmePath } from '../programme/programme-path.ts'
import { useChangeStatement } from './change-statement.ts'
import classes from './statements.module.css'

/** Statements that say nearly the same. A person says whether one is a copy; only then do both count as one source. */
export function NearCard({ detail: { near, statement, party } }: { readonly detail: StatementDetail }) {
  const text = useText()
  const may = useMay()
  if (near.length === 0) return null
  const percent = new Intl.NumberFormat(text.tag, { style: 'percent' })
  return (
    <Card title={text('statements.near')} lead={text('statements.near.lead')}>
      {near.map(({ record, share, confirmed }) => (
        <div key={record.id} className={classes.proposal}>
          <Link to={programmePath('statements', record.id)}>{record.title}</Link>
          <span className="cluster small">
            <span className="soft">{text('statements.near.share', { share: percent.format(share) })}</span>
            {confirmed ? <Tag tone="good">{text('statements.near.confirmed')}</Tag> : null}
            {!confirmed && may('record.create') && statement.record.from === party && statement.record.kind === 'statement' ? (
              <Confirm id={statement.record.id} of={record.id} />
            ) : null}
          </span>
        </div>
      ))}
    </Card>
  )
}

function Confirm({ id, of }: { readonly id: string; readonly of: string }) {
  const text = useText()
  const change = useChangeStatement(id)
  const { busy, run } = useDeed(async () => await change(() => ({ copy_of_ref: of })), {
    done: text('statements.near.done'),
    onClose: () => undefined,
  })
  return (
    <Button size="xs" variant="default" loading={busy} onClick={run}>
      {text('statements.near.confirm')}
    </Button>
  )
}
