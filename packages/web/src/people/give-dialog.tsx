import type { RosterView } from '@enlace/api'
import { NativeSelect } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { send } from '../api/send.ts'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Confirm } from '../parts/confirm.tsx'
import { showToast } from '../parts/toast.ts'

type Shift = RosterView['shifts'][number]

/** Gives a shift to a colleague, or exchanges it for one of theirs; says who answers when afterwards. */
export function GiveDialog({
  shift,
  way,
  view,
  onClose,
}: {
  readonly shift: Shift
  readonly way: 'give' | 'swap'
  readonly view: RosterView
  readonly onClose: () => void
}) {
  const text = useText()
  const client = useQueryClient()
  const say = (one: Shift) => `${formatInstant(one.startsAt, text.tag)} – ${formatInstant(one.endsAt, text.tag)}`
  const officers = view.officers.filter((one) => one.user !== shift.user)
  const others = view.shifts.filter((one) => one.user !== shift.user && Date.parse(one.endsAt) > nodeNow().getTime())
  const [chosen, setChosen] = useState((way === 'give' ? officers[0]?.user : others[0]?.id) ?? '')
  const other = others.find((one) => one.id === chosen)
  const will =
    way === 'give'
      ? [text('people.roster.give.will', { user: chosen, when: say(shift) })]
      : other === undefined
        ? [text('people.roster.swap.none')]
        : [
            text('people.roster.give.will', { user: other.user, when: say(shift) }),
            text('people.roster.give.will', { user: shift.user, when: say(other) }),
          ]
  return (
    <Confirm
      title={text(`people.roster.${way}`)}
      will={[...will, text('people.roster.journal')]}
      action={text(`people.roster.${way}`)}
      onClose={onClose}
      onConfirm={async () => {
        const body = way === 'give' ? { user: chosen } : { other: chosen }
        await send('POST', `/roster/${shift.id}/${way}`, { body })
        await Promise.all([client.invalidateQueries({ queryKey: ['roster'] }), client.invalidateQueries({ queryKey: ['agencies'] })])
        showToast(text('people.roster.changed'), { tone: 'good' })
      }}
    >
      <NativeSelect
        label={text(way === 'give' ? 'people.roster.officer' : 'people.roster.swap.with')}
        value={chosen}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={
          way === 'give' ? officers.map((one) => one.user) : others.map((one) => ({ value: one.id, label: `${one.user}: ${say(one)}` }))
        }
      />
    </Confirm>
  )
}
