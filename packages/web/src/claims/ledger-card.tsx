import type { LedgerShape } from '@enlace/api'
import { precisionOf } from '@enlace/records'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { send } from '../api/send.ts'
import { useCodeWords } from '../kinds/use-code-words.ts'
import { formatDay, formatNumber } from '../language/format.ts'
import { type Text, useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Notice } from '../parts/notice.tsx'
import { PrintList } from '../parts/print-list.tsx'
import { Tag, type Tone } from '../parts/tag.tsx'
import classes from './claims.module.css'
import { CountedAgain } from './counted-again.tsx'
import { OfficeThen } from './office-then.tsx'
import { SourceList } from './source-list.tsx'

type Point = LedgerShape['points'][number]
type Said = Point['denials'][number]
type SayCode = (field: string, code: string) => string

const askClaims = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'claims'],
    queryFn: ({ signal }) => send<LedgerShape>('GET', `/records/${encodeURIComponent(id)}/claims`, { signal }),
  })

const tones: Readonly<Record<Point['standing'], Tone>> = {
  agreed: 'good',
  single: 'plain',
  contested: 'warn',
  nothing_counts: 'bad',
  attributed: 'plain',
}

/** What is said about a record: first what all agree on, then each point with who says what, then the documents that it is taken from. */
export default function LedgerCard({ id }: { readonly id: string }) {
  const text = useText()
  const say = useCodeWords('claim')
  const { data } = useQuery(askClaims(id))
  if (data === undefined || say === undefined || data.points.length === 0) return null
  const agreed = data.points.flatMap(({ point, accounts }) => accounts.filter((one) => one.agreed).map((one) => ({ point, one })))
  const titles = new Map(data.documents.map((one) => [one.id, one]))
  return (
    <Card title={text('claims.title')} lead={text('claims.lead')} id="claims" actions={<PrintList list="claims" id={id} />}>
      <div className="stack">
        <Notice tone={agreed.length === 0 ? 'info' : 'good'} title={text('claims.agreed')}>
          {agreed.length === 0 ? (
            text('claims.agreed.none')
          ) : (
            <ul className={classes.plain}>
              {agreed.map(({ point, one }) => (
                <li key={point}>
                  {say('point', point)}: <strong>{inLanguage(one.value_words, text) ?? one.value}</strong> (
                  {text('claims.sources', { count: one.sources })})
                </li>
              ))}
            </ul>
          )}
        </Notice>
        {data.points.map((point) => (
          <section key={point.point} className={classes.point} aria-label={say('point', point.point)}>
            <header className="cluster">
              <h3>{say('point', point.point)}</h3>
              <Tag tone={tones[point.standing]}>{text(`claims.standing.${point.standing}`)}</Tag>
            </header>
            {point.marks.length === 0 ? null : (
              <ul className={classes.marks}>
                {point.marks.map((mark) => (
                  <li key={mark}>{text(`claims.mark.${mark}`)}</li>
                ))}
              </ul>
            )}
            <ul className={classes.accounts}>
              {point.accounts.map((account) => (
                <li key={account.value}>
                  <div className="cluster">
                    <Account point={point.point} account={account} />
                    <span className="soft small">
                      {account.sources === 0 ? text('claims.sources.none') : text('claims.sources', { count: account.sources })}
                    </span>
                  </div>
                  <Claims claims={account.claims} say={say} publisherOf={(one) => titles.get(one.document)?.publisher} />
                </li>
              ))}
              {point.denials.map((denial) => (
                <li key={denial.id}>
                  <strong>{text('claims.denies', { who: inLanguage(denial.value_words, text) ?? denial.value })}</strong>
                  <Claims claims={[denial]} say={say} publisherOf={(one) => titles.get(one.document)?.publisher} />
                </li>
              ))}
            </ul>
          </section>
        ))}
        <SourceList documents={data.documents} />
        {data.more ? <p className="soft">{text('claims.more')}</p> : null}
      </div>
    </Card>
  )
}

/** What an account says. A label stands in quotation marks with who uses it, and never by itself. */
function Account({ point, account }: { readonly point: string; readonly account: Point['accounts'][number] }) {
  const text = useText()
  const said = inLanguage(account.value_words, text) ?? account.value
  if (point !== 'label') return <strong>{said}</strong>
  const who = [...new Set(account.claims.map(({ speaker }) => speaker))].join(', ')
  return <strong>{text('claims.label', { label: said, who })}</strong>
}

function Claims({
  claims,
  say,
  publisherOf,
}: {
  readonly claims: readonly Said[]
  readonly say: SayCode
  readonly publisherOf: (one: Said) => string | undefined
}) {
  const text = useText()
  return (
    <ul className={classes.claims}>
      {claims.map((one) => (
        <li key={one.id} data-aside={one.set_aside === null || one.set_aside === 'doubt_or_denial' ? undefined : true}>
          <div className={classes.who}>
            <Link to="/records/$id" params={{ id: one.id }} title={text('claims.claim.open')}>
              {one.speaker}
            </Link>
            <span className="soft small">
              {[one.role, say('speaks_for', one.speaks_for), say('channel', one.channel), publisherOf(one)]
                .filter((part, i, all) => part !== null && part !== undefined && all.indexOf(part) === i)
                .join(' · ')}
            </span>
          </div>
          <p>
            {inLanguage(one.account, text)}
            {one.word === null ? null : (
              <>
                {' '}
                <span className="soft">{text('claims.word')}</span> <q>{one.word}</q>
              </>
            )}
          </p>
          <p className="soft small">{detailsOf(one, text, say).join(' · ')}</p>
          <OfficeThen one={one} />
          {one.recount === null ? null : <CountedAgain recount={one.recount} />}
          {one.set_aside === null || one.set_aside === 'doubt_or_denial' ? null : (
            <Tag tone="bad">{text(`claims.aside.${one.set_aside}`)}</Tag>
          )}
        </li>
      ))}
    </ul>
  )
}

/** How it is said, of which day and how that is known, and how much. */
function detailsOf(one: Said, text: Text, say: SayCode): string[] {
  const day = one.true_on === null ? [] : [text('claims.on', { day: formatDay(one.true_on, text.tag), part: precisionOf(one.true_on) })]
  const known = one.date_basis === 'relative' || one.date_basis === 'inferred' || one.date_basis === 'partial' ? one.date_basis : undefined
  const range = { low: formatNumber(one.low ?? 0, text.tag), high: formatNumber(one.high ?? 0, text.tag), unit: one.unit ?? '' }
  return [
    say('stance', one.stance),
    say('modality', one.modality),
    ...(one.phase === null ? [] : [say('phase', one.phase)]),
    ...day,
    ...(known === undefined || (known !== 'inferred' && one.date_words === null)
      ? []
      : [text(`claims.date.${known}`, { words: one.date_words ?? '' })]),
    ...(one.said_on === null ? [] : [text('claims.said', { day: formatDay(one.said_on, text.tag), part: precisionOf(one.said_on) })]),
    ...(one.low === null || one.high === null ? [] : [text('claims.range', range)]),
    ...(one.baseline === null ? [] : [text('claims.baseline', { baseline: one.baseline })]),
  ]
}

function inLanguage(words: Readonly<Record<string, string>>, text: Text): string | undefined {
  return words[text.language] ?? words.en ?? Object.values(words)[0]
}
