import type { MinisterialShape } from '@enlace/api'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { PrintList } from '../parts/print-list.tsx'
import { useProgrammeSearch } from '../programme/programme-pages.tsx'
import { programmePath } from '../programme/programme-path.ts'
import { askMinisterial, queryOf } from './ask-briefs.ts'
import { AskedDays } from './asked-days.tsx'
import { AskedSince } from './asked-since.tsx'
import { BriefLines } from './brief-line.tsx'
import classes from './briefs.module.css'
import { DeltaGroups } from './delta-groups.tsx'
import { Figures } from './figures.tsx'
import { HowMade } from './how-made.tsx'
import { NotHere } from './not-here.tsx'

const boxes = ['progress', 'pending', 'expectations', 'future'] as const

/** The four boxes of a minister’s brief, what each party owes, what is disputed, what may be said, and what changed: made anew whenever it is opened. */
export function MinisterialPage() {
  const text = useText()
  const [search, change] = useProgrammeSearch()
  const question = useQuery(askMinisterial(search))
  return (
    <Page
      title={text('briefs.ministerial')}
      trail={[{ label: text('briefs.title'), to: programmePath('briefs') }]}
      lead={text('briefs.ministerial.lead')}
      actions={<PrintList list="brief-ministerial" of={queryOf(search)} />}
    >
      <Answered question={question}>
        {(brief) => (
          <div className="stack">
            <AskedDays search={search} on={brief.on} since={brief.since} change={change} />
            {brief.more ? <Notice tone="warn" title={text('briefs.truncated')} /> : null}
            <NotHere holders={brief.holders} />
            {brief.holders.length > 0 ? null : <Filled brief={brief} />}
            <AskedSince asked={brief.asked} since={brief.since} on={brief.on} />
            <HowMade on={brief.on} />
          </div>
        )}
      </Answered>
    </Page>
  )
}

/** What stands in a brief of an agency that holds something of the programme. */
function Filled({ brief }: { readonly brief: MinisterialShape }) {
  const text = useText()
  return (
    <>
      <Standing owes={brief.owes} />
      <div className={classes.boxes}>
        {boxes.map((name) => (
          <Card key={name} title={text(`briefs.box.${name}`)}>
            <BriefLines lines={brief.boxes[name]} empty={text('briefs.box.empty')} />
          </Card>
        ))}
        <Owed brief={brief} />
        <Card title={text('briefs.disputes')} tone={brief.disputes.length === 0 ? undefined : 'warn'}>
          <BriefLines lines={brief.disputes} empty={text('briefs.disputes.none')} />
        </Card>
        <Sayable sayable={brief.sayable} />
      </div>
      <Figures figures={brief.figures} parties={brief.parties} />
      <Card title={text('briefs.delta')}>
        <DeltaGroups delta={brief.delta} />
      </Card>
    </>
  )
}

function Owed({ brief: { owes, party: own } }: { readonly brief: MinisterialShape }) {
  const text = useText()
  const parties = useParties()
  return owes.map(({ party, late }) => (
    <Card
      key={party}
      title={party === own ? text('briefs.owe.own') : text('briefs.owe.other', { party: parties.nameOf(party) })}
      tone={late.length === 0 ? undefined : 'bad'}
    >
      <BriefLines lines={late} empty={text('briefs.owe.none')} />
    </Card>
  ))
}

function Sayable({ sayable: { lines, kept } }: { readonly sayable: MinisterialShape['sayable'] }) {
  const text = useText()
  return (
    <Card title={text('briefs.sayable')} lead={text('briefs.sayable.lead')} tone="good">
      <BriefLines lines={lines} empty={text('briefs.sayable.none')} />
      {kept.marking === 0 ? null : <p className="small soft">{text('briefs.sayable.kept', { count: kept.marking })}</p>}
      {kept.wording === 0 ? null : <p className="small soft">{text('briefs.sayable.wording', { count: kept.wording })}</p>}
    </Card>
  )
}

/** How much of what each party owes is verified, open, late and disputed: both always beside each other, in bars and in figures. */
function Standing({ owes }: { readonly owes: MinisterialShape['owes'] }) {
  const text = useText()
  const rows = owes.map(({ party, late, open, verified, disputed }) => {
    const overdue = late.filter(({ kind, mark }) => kind === 'commitment' && mark !== 'disputed').length
    const rest = Math.max(0, open - overdue - disputed)
    return { party, parts: [verified, rest, overdue, disputed], said: { verified, open: rest, late: overdue, disputed } }
  })
  const longest = Math.max(1, ...rows.map(({ parts }) => parts.reduce((sum, part) => sum + part, 0)))
  return (
    <Card title={text('briefs.standing')}>
      <div className={classes.bars}>
        {rows.map(({ party, parts, said }) => (
          <div key={party} className={classes.bar}>
            <PartyMark party={party} />
            <span className={classes.track} aria-hidden="true">
              {parts.map((part, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a bar keep their places
                <span key={i} data-part={i} style={{ inlineSize: `${(part / longest) * 100}%` }} />
              ))}
            </span>
            <p className="small">{text('briefs.standing.said', said)}</p>
          </div>
        ))}
      </div>
    </Card>
  )
}
