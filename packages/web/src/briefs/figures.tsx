import type { BriefFigureShape, MinisterialShape } from '@enlace/api'
import { sayFigure } from '../indicators/say-figure.ts'
import { sayPeriod } from '../indicators/say-period.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { useParties } from '../parts/party.ts'
import { Tag } from '../parts/tag.tsx'
import { ToSource } from './brief-line.tsx'
import classes from './briefs.module.css'

type Indicator = MinisterialShape['figures'][number]
type Side = Indicator['sides'][number]

const standings = { reached: 'good', on_pace: 'good', behind: 'warn', missed: 'bad' } as const

/** Every indicator with its figures: both parties beside each other, how well each figure is founded, and what others hold against it. */
export function Figures({ figures, parties }: { readonly figures: readonly Indicator[]; readonly parties: readonly string[] }) {
  const text = useText()
  const { nameOf } = useParties()
  if (figures.length === 0) return null
  const isJoint = figures.some(({ sides }) => sides.some(({ party }) => party === 'all'))
  const sides = [...parties, ...(isJoint ? ['all'] : [])]
  return (
    <Card title={text('briefs.figures')} lead={text('briefs.figures.lead')} flush>
      <DataTable
        caption={text('briefs.figures')}
        rows={figures}
        keyOf={({ id }) => id}
        columns={[
          {
            id: 'indicator',
            header: text('briefs.figures.indicator'),
            rowHeader: true,
            cell: ({ id, words, level }) => (
              <span className={classes.figures}>
                <ToSource kind="indicator-card" id={id}>
                  {text.of(words)}
                </ToSource>
                {level === null ? null : <span className="small soft">{text.find(`indicators.level.${level}`) ?? level}</span>}
              </span>
            ),
          },
          ...sides.map((party) => ({
            id: party,
            header: party === 'all' ? text('indicators.column.side.all') : nameOf(party),
            cell: (one: Indicator) => <OneSide side={one.sides.find((side) => side.party === party)} />,
          })),
        ]}
      />
    </Card>
  )
}

function OneSide({ side }: { readonly side: Side | undefined }) {
  const text = useText()
  const { nameOf } = useParties()
  if (side === undefined || side.own.length + side.rivals.length === 0) return <span className="soft">{text('briefs.figures.none')}</span>
  const tone = standings[side.standing as keyof typeof standings]
  return (
    <span className={classes.figures}>
      {side.own.map((figure) => (
        <OneFigure key={figure.id ?? figure.at} figure={figure} />
      ))}
      {side.rivals.map((figure) => (
        <OneFigure key={figure.id ?? figure.at} figure={figure} from={nameOf(figure.from)} />
      ))}
      {tone === undefined ? null : (
        <span>
          <Tag tone={tone}>{text(`indicators.standing.${side.standing as 'reached'}`)}</Tag>
        </span>
      )}
    </span>
  )
}

function OneFigure({ figure, from }: { readonly figure: BriefFigureShape; readonly from?: string }) {
  const text = useText()
  const parties = useParties()
  const said = sayFigure(figure, text)
  const by = figure.disputedBy.map((one) => parties.named(one) ?? one)
  return (
    <span className={classes.figures}>
      <strong>{from === undefined ? said : text('briefs.figures.rival', { party: from, figure: said })}</strong>
      <span className="small soft">
        {sayPeriod(figure, text)} · {text.find(`results.level.${figure.level}`) ?? figure.level}
      </span>
      {by.length === 0 ? null : (
        <span>
          <Tag tone="bad">{text('briefs.figures.disputed', { who: new Intl.ListFormat(text.tag).format(by) })}</Tag>
        </span>
      )}
    </span>
  )
}
