import type { Clock } from '../api/shapes.ts'
import { formatDay, formatDuration, formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { useNow } from '../live/now.ts'
import classes from './clock.module.css'
import { IconCircleCheck, IconClock, IconClockExclamation } from './icon.tsx'

/** One promise about time: its name, what remains or how far over, and a bar. The words alone say it; colour and bar help the eye. */
export function ClockLine({ clock }: { readonly clock: Clock }) {
  const text = useText()
  const now = useNow()
  const name = text.find(`clock.${clock.id}`) ?? (text.of(clock.law?.title) || clock.id)
  const { tone, words, part } = read(clock, now, text)
  const Icon = tone === 'bad' ? IconClockExclamation : clock.stoppedAt === null ? IconClock : IconCircleCheck
  return (
    <span
      className={classes.clock}
      data-tone={tone}
      title={
        clock.lastDay == null
          ? text('clock.due', { time: formatInstant(clock.dueAt, text.tag, { seconds: true }) })
          : text('clock.lastDay', { day: formatDay(clock.lastDay, text.tag) })
      }
    >
      <Icon size={16} aria-hidden="true" />
      <span className={classes.words}>
        <span className={classes.name}>{name}</span> <span className={classes.value}>{words}</span>
      </span>
      {clock.stoppedAt === null ? (
        <span className={classes.bar} aria-hidden="true">
          <span ref={(bar) => bar?.style.setProperty('inline-size', `${part}%`)} />
        </span>
      ) : null}
    </span>
  )
}

function read(
  clock: Clock,
  now: number,
  text: ReturnType<typeof useText>,
): { readonly tone: string; readonly words: string; readonly part: number } {
  const [start, due] = [Date.parse(clock.startedAt), Date.parse(clock.dueAt)]
  if (clock.stoppedAt !== null) {
    const took = formatDuration(Date.parse(clock.stoppedAt) - start, text.tag)
    return clock.state === 'late' || clock.state === 'missed'
      ? { tone: 'bad', words: text('clock.late', { time: took }), part: 100 }
      : { tone: 'good', words: text('clock.met', { time: took }), part: 100 }
  }
  const left = due - now
  const part = Math.min(100, Math.max(0, ((now - start) / Math.max(1, due - start)) * 100))
  if (left < 0) return { tone: 'bad', words: text('clock.over', { time: formatDuration(whole(left), text.tag) }), part: 100 }
  return { tone: part > 75 ? 'warn' : 'plain', words: text('clock.left', { time: formatDuration(whole(left), text.tag) }), part }
}

function whole(ms: number): number {
  return Math.floor(Math.abs(ms) / 1000) * 1000
}
