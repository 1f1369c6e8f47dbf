import type { RosterView } from '@enlace/api'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { send } from '../api/send.ts'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { DayField } from '../parts/day-field.tsx'
import { ProblemNotice } from '../parts/notice.tsx'
import { showToast } from '../parts/toast.ts'
import classes from './people.module.css'
import { planShifts } from './plan-shifts.ts'
import { useRoleName } from './role-name.ts'

/** Puts an officer on shifts; says how many, from when to when, before the button is pressed. */
export function PlanForm({ officers, start }: { readonly officers: RosterView['officers']; readonly start: Date }) {
  const text = useText()
  const client = useQueryClient()
  const roleName = useRoleName()
  const [user, setUser] = useState(officers[0]?.user ?? '')
  const [day, setDay] = useState(dayOf(start))
  const [time, setTime] = useState(`${String(start.getHours()).padStart(2, '0')}:00`)
  const [hours, setHours] = useState('8')
  const [repeat, setRepeat] = useState('none')
  const [times, setTimes] = useState('7')
  const count = Math.min(62, Math.max(1, Math.floor(Number(times)) || 1))
  const shifts = planShifts({ day, time, hours: Number(hours), repeat: repeat as 'none', times: count })
  const save = useMutation({
    mutationFn: () => send('POST', '/roster', { body: { user, shifts } }),
    onSuccess: async () => {
      await Promise.all([client.invalidateQueries({ queryKey: ['roster'] }), client.invalidateQueries({ queryKey: ['agencies'] })])
      showToast(text('people.roster.planned', { count: shifts?.length ?? 0, user }), { tone: 'good' })
    },
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (shifts !== undefined) save.mutate()
  }
  const last = shifts?.at(-1)
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <div className={classes.form}>
        <NativeSelect
          label={text('people.roster.officer')}
          value={user}
          onChange={(event) => setUser(event.currentTarget.value)}
          data={officers.map((one) => ({ value: one.user, label: `${one.user} · ${roleName(one.role)}` }))}
        />
        <DayField label={text('people.roster.day')} value={day} onChange={(event) => setDay(event.currentTarget.value)} />
        <TextInput type="time" label={text('people.roster.time')} value={time} onChange={(event) => setTime(event.currentTarget.value)} />
        <NativeSelect
          label={text('people.roster.hours')}
          value={hours}
          onChange={(event) => setHours(event.currentTarget.value)}
          data={['4', '6', '8', '12', '24', '48']}
        />
        <NativeSelect
          label={text('people.roster.repeat')}
          value={repeat}
          onChange={(event) => setRepeat(event.currentTarget.value)}
          data={(['none', 'daily', 'weekly'] as const).map((value) => ({ value, label: text(`people.roster.repeat.${value}`) }))}
        />
        {repeat === 'none' ? null : (
          <TextInput
            type="number"
            min={1}
            max={62}
            label={text('people.roster.times')}
            value={times}
            onChange={(event) => setTimes(event.currentTarget.value)}
          />
        )}
      </div>
      <p>
        {shifts === undefined || last === undefined || user === ''
          ? text('people.roster.incomplete')
          : text('people.roster.will', {
              count: shifts.length,
              user,
              from: formatInstant(shifts[0]?.startsAt ?? '', text.tag),
              to: formatInstant(last.endsAt, text.tag),
            })}
      </p>
      {save.isError ? <ProblemNotice problem={save.error} /> : null}
      <div>
        <Button type="submit" loading={save.isPending} disabled={shifts === undefined || user === ''}>
          {text('people.roster.plan')}
        </Button>
      </div>
    </form>
  )
}

function dayOf(date: Date): string {
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`
}
