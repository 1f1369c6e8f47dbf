import type { ContestShape, EvidenceOfValue } from '@enlace/api'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useMay } from '../api/use-may.ts'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { type Definition, DefinitionList } from '../parts/definition-list.tsx'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { LevelMark } from './level-mark.tsx'
import { sayFigure } from './say-figure.ts'
import { ResultDialog, type ResultWord } from './word-dialogs.tsx'

/** How well a value is founded: its level, every figure held, what was found, its contests, and what may be said of it. */
export function EvidencePart({
  id,
  own,
  evidence,
  unit = '',
}: {
  readonly id: string
  readonly own: string
  readonly evidence: EvidenceOfValue
  /** Of a sealed result: its figures are said with it. */
  readonly unit?: string
}) {
  const text = useText()
  const may = useMay()
  const parties = useParties()
  const [word, setWord] = useState<ResultWord>()
  const writes = may('record.create')
  const author = evidence.figures[0]?.by
  const nameOf = (by: string) => parties.named(by) ?? by
  const termOf = (said: string, party: string) => {
    if (evidence.judgements.some((one) => one.id === said)) return text('results.figure.finding', { party })
    return evidence.seals.some((one) => one.id === said) ? text('results.figure.sealed', { party }) : party
  }
  return (
    <>
      <Card
        title={text('results.evidence')}
        actions={
          writes ? (
            <>
              {author === own ? null : (
                <Button variant="default" onClick={() => setWord({ what: 'judge', figure: null })}>
                  {text('results.word.judge')}
                </Button>
              )}
              <Button variant="default" onClick={() => setWord({ what: 'contest', figure: null })}>
                {text('results.word.contest')}
              </Button>
            </>
          ) : undefined
        }
      >
        <div className="stack">
          <p>
            <LevelMark level={evidence.level} code={evidence.code} /> {text(`results.level.${evidence.level}.means`)}
          </p>
          <DefinitionList
            items={[
              ...evidence.figures.map(
                ({ by, figure, id: said }): Definition => ({
                  term: termOf(said, nameOf(by)),
                  detail: <strong>{sayFigure(text, figure, unit).trim()}</strong>,
                }),
              ),
              ...(evidence.sealedBy.length === 0
                ? []
                : [{ term: text('results.signedBy'), detail: evidence.sealedBy.map(nameOf).join(', ') }]),
            ]}
          />
          {evidence.judgements.length === 0 ? null : (
            <ul className="stack-tight">
              {evidence.judgements.map((one) => (
                <li key={one.id}>
                  <strong>{one.body ?? nameOf(one.from)}</strong> {text(`results.finding.${one.says}`)}
                  {one.figure === null ? null : `: ${one.figure}`}
                  {one.reason === null ? null : ` · ${text.find(`results.reason.${one.reason}`) ?? one.reason}`}
                  {one.number === null ? null : ` · ${one.number}`}
                  <br />
                  <span className="soft">
                    {formatInstant(one.at, text.tag)} · {one.words}
                  </span>
                </li>
              ))}
            </ul>
          )}
          {evidence.warnings.map(({ code }) => (
            <Tag key={code} tone="warn">
              {text.find(`results.warning.${code}`) ?? code}
            </Tag>
          ))}
        </div>
      </Card>
      {evidence.contests.map((contest) => (
        <ContestCard key={contest.id} contest={contest} own={own} writes={writes} open={setWord} />
      ))}
      {word === undefined ? null : <ResultDialog id={id} word={word} onClose={() => setWord(undefined)} />}
    </>
  )
}

type Said = { readonly id: string; readonly figure: string | null; readonly words: string }

function ContestCard({
  contest,
  own,
  writes,
  open,
}: {
  readonly contest: ContestShape
  readonly own: string
  readonly writes: boolean
  readonly open: (word: ResultWord) => void
}) {
  const text = useText()
  const parties = useParties()
  const runs = contest.standing === 'running'
  const say = ({ figure, words }: Said) => (
    <>
      {figure === null ? null : <strong>{figure} </strong>}
      {words}
    </>
  )
  const step = (what: 'position' | 'propose_core' | 'dissent' | 'close') => (
    <Button key={what} size="xs" variant="default" onClick={() => open({ what: 'step', contest: contest.id, step: what })}>
      {text(`results.step.${what}`)}
    </Button>
  )
  const items: readonly Definition[] = [
    ...contest.positions.map((one) => ({ term: text('results.position.of', { party: parties.nameOf(one.party) }), detail: say(one) })),
    { term: text('results.core'), detail: contest.core === null ? text('results.core.none') : say(contest.core) },
    ...contest.proposed.map((one) => ({
      term: text('results.proposed', { party: parties.nameOf(one.by) }),
      detail: (
        <span className="cluster">
          <span>{say(one)}</span>
          {runs && writes && one.by !== own ? (
            <Button size="xs" onClick={() => open({ what: 'accept', contest: contest.id, of: one.id })}>
              {text('results.word.accept')}
            </Button>
          ) : null}
        </span>
      ),
    })),
    ...contest.dissents.map((one) => ({ term: text('results.dissent.of', { party: parties.nameOf(one.party) }), detail: say(one) })),
    ...(contest.closedBy.length === 0 ? [] : [{ term: text('results.closedBy'), detail: contest.closedBy.map(parties.nameOf).join(', ') }]),
  ]
  return (
    <Card
      title={text('results.contest')}
      tone={runs ? 'warn' : 'info'}
      lead={
        <>
          <PartyMark party={contest.from} /> · {text.find(`results.reason.${contest.reason}`) ?? contest.reason} ·{' '}
          {runs
            ? text('results.contest.runs', { at: formatInstant(contest.endsAt, text.tag), days: contest.days })
            : text(contest.endedBy === 'both' ? 'results.contest.both' : 'results.contest.time', {
                at: formatInstant(contest.endedAt ?? contest.endsAt, text.tag),
              })}
        </>
      }
    >
      <div className="stack">
        <DefinitionList items={items} />
        {contest.warnings.map(({ code }) => (
          <Tag key={code} tone="warn">
            {text.find(`results.warning.${code}`) ?? code}
          </Tag>
        ))}
        {runs && writes ? <div className="cluster">{(['position', 'propose_core', 'dissent', 'close'] as const).map(step)}</div> : null}
      </div>
    </Card>
  )
}
