import type { PassportsIssued } from '@enlace/api'
import { Button } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { send } from '../api/send.ts'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Time } from '../parts/time.tsx'
import classes from './cases.module.css'
import { PassportDialog } from './passport-dialog.tsx'

/** Rights passports of a case that were handed out. */
const askPassports = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'passports'],
    queryFn: ({ signal }) => send<PassportsIssued>('GET', `/cases/${encodeURIComponent(id)}/passports`, { signal }),
  })

/** The log of custody and legal basis that counsel may have: which were handed out, and the way to make one. */
export function PassportCard({ id }: { readonly id: string }) {
  const text = useText()
  const may = useMay()
  const { data } = useQuery({ ...askPassports(id), enabled: may('case.list_passports') })
  const [making, setMaking] = useState(false)
  if (!may('case.list_passports')) return null
  return (
    <Card
      title={text('cases.passport')}
      lead={text('cases.passport.lead')}
      actions={
        may('case.make_passport') ? (
          <Button variant="default" size="xs" onClick={() => setMaking(true)}>
            {text('cases.passport.make')}
          </Button>
        ) : undefined
      }
    >
      {may('case.make_passport') ? null : <p className="soft small">{text('cases.passport.who')}</p>}
      {data === undefined ? null : data.items.length === 0 ? (
        <p className="soft">{text('cases.passport.none')}</p>
      ) : (
        <ul className={classes.plain}>
          {data.items.map((one) => (
            <li key={`${one.at} ${one.sha256}`} className="stack-tight small">
              <span>
                <strong>{one.counsel}</strong>: {one.purpose}
              </span>
              <span className="soft">
                <Time at={one.at} /> · {one.by} · {one.format.toUpperCase()} · {text('cases.passport.records', { count: one.records })}
              </span>
              <code className="mono">SHA-256 {one.sha256}</code>
            </li>
          ))}
        </ul>
      )}
      {making ? <PassportDialog id={id} onClose={() => setMaking(false)} /> : null}
    </Card>
  )
}
