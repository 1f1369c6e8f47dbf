import type { ReleaseTaskDetail } from '../api/shapes.ts'
import { useText } from '../language/text.ts'
import { useParties } from '../parts/party.ts'
import { Tabs } from '../parts/tabs.tsx'
import { Tag, type Tone } from '../parts/tag.tsx'
import { useExplain } from '../parts/use-explain.ts'
import classes from './partner-tabs.module.css'

const tones: Readonly<Record<string, Tone>> = { release: 'good', deny: 'bad', withhold: 'plain' }

/** Each partner gets a copy of its own, or none: those still to decide are a touch away, the others say what became of them. */
export function PartnerTabs({ detail }: { readonly detail: ReleaseTaskDetail }) {
  const text = useText()
  const parties = useParties()
  const explain = useExplain()
  const open = detail.recipients.filter((one) => one.task !== null)
  const settled = detail.recipients.filter((one) => one.task === null)
  return (
    <div className={classes.partners}>
      <Tabs
        label={text('clearance.release.partners')}
        tabs={open.map((one) => ({
          name: one.partner,
          to: `/release/${one.task}`,
          current: one.task === detail.id,
          label: `${parties.nameOf(one.partner)}: ${text('clearance.release.partner.open')}`,
        }))}
      />
      {settled.length === 0 ? null : (
        <ul className="cluster">
          {settled.map((one) => (
            <li key={one.partner}>
              <Tag tone={tones[one.outcome] ?? 'plain'} title={explain(one.explanation)}>
                {parties.nameOf(one.partner)}: {text.find(`clearance.release.partner.${one.outcome}`) ?? one.outcome}
              </Tag>
            </li>
          ))}
        </ul>
      )}
      {detail.recipients.length > 1 ? <p className="soft small">{text('clearance.release.partner.alike')}</p> : null}
    </div>
  )
}
