import { Button, NativeSelect } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { askSession } from '../api/questions.ts'
import { send } from '../api/send.ts'
import type { ExchangeStatus, PartnerStatus } from '../api/shapes.ts'
import { formatDuration } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { useParties } from '../parts/party.ts'
import { ReasonField } from '../parts/reason-field.tsx'

/** For administrators: cut or restore the link, with a reason that the journal keeps. Says what will happen before it happens. */
export function HoldLink({ partner }: { readonly partner: PartnerStatus }) {
  const text = useText()
  const client = useQueryClient()
  const parties = useParties()
  const { data: session } = useQuery(askSession)
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [hours, setHours] = useState('24')
  const held = partner.link === 'held'
  if (session?.account.role !== 'administrator') return null
  const act = held ? 'restore' : 'cut'
  const submit = async () => {
    setTried(true)
    if (reason.trim() === '') return false
    await send<ExchangeStatus>('POST', `/exchange/${encodeURIComponent(partner.party)}/hold`, {
      body: { held: !held, reason: reason.trim(), ...(held ? {} : { hours: Number(hours) }) },
    })
    client.invalidateQueries({ queryKey: ['exchange'] })
    client.invalidateQueries({ queryKey: ['proposals'] })
    setReason('')
    setTried(false)
  }
  return (
    <>
      <Button size="xs" variant={held ? 'filled' : 'default'} onClick={() => setOpen(true)}>
        {text(`hold.${act}`)}
      </Button>
      {open ? (
        <FormDialog
          title={text(`hold.${act}.title`, { party: parties.nameOf(partner.party) })}
          action={text(`hold.${act}`)}
          onSubmit={submit}
          onClose={() => setOpen(false)}
        >
          <p>{text(`hold.${act}.detail`)}</p>
          {held ? null : (
            <NativeSelect
              label={text('people.hold.long')}
              description={text(Number(hours) > 24 ? 'people.hold.second' : 'people.hold.alone')}
              value={hours}
              onChange={(event) => setHours(event.currentTarget.value)}
              data={['1', '4', '12', '24', '72', '168', '720'].map((value) => ({
                value,
                label: formatDuration(Number(value) * 3_600_000, text.tag),
              }))}
            />
          )}
          <ReasonField value={reason} onChange={setReason} tried={tried} />
        </FormDialog>
      ) : null}
    </>
  )
}
