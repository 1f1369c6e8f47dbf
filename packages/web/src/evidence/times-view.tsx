import type { EvidenceTime } from '@enlace/proof/browser'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DefinitionList } from '../parts/definition-list.tsx'
import { IconCircleCheck, IconX } from '../parts/icon.tsx'
import marks from '../record/verdict.module.css'
import classes from './evidence.module.css'

/** What authorities put their time on, whose certificate that rests on, and what it means where there is none. */
export function TimesView({ times, ownRoots }: { readonly times: readonly EvidenceTime[]; readonly ownRoots: boolean }) {
  const text = useText()
  if (times.length === 0) {
    return (
      <Card title={text('evidence.verify.time')}>
        <p>{text('evidence.verify.time.none')}</p>
      </Card>
    )
  }
  const roots = [...new Set(times.flatMap((time) => (time.ok ? [time.root] : [])))]
  const tone = times.every((time) => time.ok) ? undefined : 'bad'
  return (
    <Card title={text('evidence.verify.time')} lead={text('evidence.verify.time.lead')} tone={tone}>
      <ol className={classes.list}>
        {times.map((time) => (
          <li key={`${time.record} ${time.place.origin} ${time.place.seq}`}>
            {time.ok ? (
              <IconCircleCheck size={18} className={marks.holds} aria-hidden="true" />
            ) : (
              <IconX size={18} className={marks.fails} aria-hidden="true" />
            )}
            <span className={classes.wrap}>
              {time.ok
                ? text.find('verify.time.stamped', { ...time.place, at: formatInstant(time.at, text.tag, { seconds: true }), by: time.by })
                : `${text.find('verify.time.failed', { ...time.place, reason: time.reason })} ${text.find(`verify.time.why.${time.reason}`)}`}
            </span>
          </li>
        ))}
      </ol>
      {roots.length === 0 ? null : (
        <>
          <DefinitionList
            items={[
              {
                term: text('evidence.verify.time.root'),
                detail: roots.map((root) => (
                  <code key={root} className={classes.wrap}>
                    {root}
                  </code>
                )),
              },
            ]}
          />
          <p className="soft small">{text(ownRoots ? 'evidence.verify.time.given' : 'evidence.verify.time.embedded')}</p>
        </>
      )}
    </Card>
  )
}
