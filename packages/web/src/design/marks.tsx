import { useText } from '../language/text.ts'
import { ClockLine } from '../parts/clock.tsx'
import { ExchangeState } from '../parts/exchange-state.tsx'
import { IconFlag } from '../parts/icon.tsx'
import { MarkingBanner } from '../parts/marking-banner.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { type Status, StatusMark } from '../parts/status-mark.tsx'
import { Tag, type Tone } from '../parts/tag.tsx'
import { Ago, Time } from '../parts/time.tsx'
import { Tlp } from '../parts/tlp.tsx'
import { WorkStateTag } from '../parts/work-state.tsx'
import { Specimen, State } from './specimen.tsx'

const statuses: readonly Status[] = ['good', 'active', 'waiting', 'warn', 'bad', 'off', 'plain']
const tones: readonly Tone[] = ['plain', 'info', 'good', 'warn', 'bad', 'party']
const labels = ['red', 'amber+strict', 'amber', 'green', 'clear']
const works = ['new', 'received', 'acknowledged', 'acting', 'cannot_act', 'outcome', 'newer_than_this']
const exchanges = ['held', 'awaiting_release', 'waiting', 'sent', 'receipted', 'withheld', 'paused'] as const

/** Short marks: each a shape and words, the colour only beside them. */
export function Marks({ now }: { readonly now: number }) {
  const text = useText()
  const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString()
  const clock = { state: 'running', stoppedAt: null } as const
  return (
    <>
      <Specimen id="status" title={text('design.status')} lead={text('design.status.lead')}>
        <div className="cluster">
          {statuses.map((status) => (
            <StatusMark key={status} status={status}>
              {text(`design.status.${status}`)}
            </StatusMark>
          ))}
        </div>
      </Specimen>
      <Specimen id="tags" title={text('design.tags')}>
        <div className="cluster">
          {tones.map((tone) => (
            <Tag key={tone} tone={tone} icon={<IconFlag />}>
              {text(`design.tone.${tone}`)}
            </Tag>
          ))}
        </div>
        <State name={text('design.work')}>
          <div className="cluster">
            {works.map((state) => (
              <WorkStateTag key={state} state={state} />
            ))}
          </div>
        </State>
        <State name={text('design.tlp')}>
          <div className="cluster">
            {labels.map((label) => (
              <Tlp key={label} label={label} />
            ))}
          </div>
        </State>
        <State name={text('design.parties')}>
          <div className="cluster">
            {['mx', 'us'].map((party) => (
              <PartyMark key={party} party={party} />
            ))}
            <PartyMark party="mx" short />
          </div>
        </State>
      </Specimen>
      <Specimen id="clocks" title={text('design.clocks')} lead={text('design.clocks.lead')}>
        <ClockLine clock={{ ...clock, id: 'receipt', startedAt: at(-1), dueAt: at(30) }} />
        <ClockLine clock={{ ...clock, id: 'acknowledgement', startedAt: at(-50), dueAt: at(6) }} />
        <ClockLine clock={{ ...clock, id: 'action', startedAt: at(-90), dueAt: at(-12) }} />
        <ClockLine clock={{ id: 'outcome', state: 'met', startedAt: at(-60), dueAt: at(30), stoppedAt: at(-20) }} />
        <div className="cluster">
          <Time at={at(-5)} brief /> · <Time at={at(-3000)} seconds /> · <Ago at={at(-47)} />
        </div>
        <State name={text('design.exchange')}>
          <div className="cluster">
            {exchanges.map((state) => (
              <ExchangeState key={state} item={{ direction: 'sent', startedAt: at(-2), exchange: { state, since: at(-1) } }} />
            ))}
          </div>
        </State>
      </Specimen>
      <Specimen id="marking" title={text('design.marking')} lead={text('design.marking.lead')}>
        <MarkingBanner marking={text('design.marking.sample')} tlp="amber+strict" uses={['lead', 'no_press', 'newer_code']} />
        <MarkingBanner marking={text('design.marking.sample')} tlp="red" uses={['evidence']} draft={text('design.marking.draft')} />
        <MarkingBanner marking={undefined} />
      </Specimen>
    </>
  )
}
