import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Notice } from '../parts/notice.tsx'
import { PrintList } from '../parts/print-list.tsx'
import { askRecordRights } from './ask-rights.ts'
import { FlagItem } from './flag-item.tsx'
import { RaiseDialog } from './raise-dialog.tsx'
import classes from './rights.module.css'

/** What is feared for the person of a record, what it stops, and how to raise it. */
export default function RightsCard({ id, raises = true }: { readonly id: string; readonly raises?: boolean }) {
  const text = useText()
  const may = useMay()
  const { data } = useQuery(askRecordRights(id))
  const [raising, setRaising] = useState(false)
  const mayRaise = raises && may('record.create')
  if (data === undefined || (data.items.length === 0 && data.paused === null && !mayRaise)) return null
  return (
    <Card title={text('rights.card')} id="rights" actions={data.items.length === 0 ? undefined : <PrintList list="rights" id={id} />}>
      <div className="stack">
        {data.paused === null ? null : (
          <Notice tone={data.paused === 'rights_stop' ? 'bad' : 'warn'} title={text(`rights.paused.${data.paused}`)}>
            {text('rights.paused.detail')}
          </Notice>
        )}
        {data.items.length === 0 ? (
          <p className="soft">{text('rights.none')}</p>
        ) : (
          <ul className={classes.flags}>
            {data.items.map((flag) => (
              <FlagItem key={flag.record?.id ?? flag.raisedAt} flag={flag} />
            ))}
          </ul>
        )}
        {mayRaise ? (
          <div data-no-print>
            <Button variant="default" onClick={() => setRaising(true)}>
              {text('rights.raise')}
            </Button>
          </div>
        ) : null}
      </div>
      {raising ? <RaiseDialog id={id} onClose={() => setRaising(false)} /> : null}
    </Card>
  )
}
