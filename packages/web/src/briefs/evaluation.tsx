import type { EvaluationShape } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '../api/use-may.ts'
import { useCodeWords } from '../kinds/use-code-words.ts'
import { formatDay } from '../language/format.ts'
import { halfIn } from '../language/half-in.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { type Definition, DefinitionList } from '../parts/definition-list.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { PrintList } from '../parts/print-list.tsx'
import { type Status, StatusMark } from '../parts/status-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { useProgrammeId } from '../programme/programme-pages.tsx'
import { programmePath } from '../programme/programme-path.ts'
import { askEvaluation } from './ask-briefs.ts'
import { Below } from './below.tsx'
import classes from './briefs.module.css'
import { SaidList } from './said-list.tsx'
import { SayDialog, type Saying } from './say-dialog.tsx'

const shapes: Readonly<Record<string, Status>> = {
  unanswered: 'waiting',
  accepted: 'active',
  partly: 'active',
  rejected: 'off',
  at_work: 'active',
  remedied: 'active',
  verified: 'good',
  disputed: 'warn',
}

/** One evaluation: what was asked and how, each finding with where its addressees stand, and what was said to it. */
export function EvaluationPage() {
  const text = useText()
  const id = useProgrammeId()
  const question = useQuery(askEvaluation(id))
  return (
    <Page
      title={question.data === undefined ? text('briefs.evaluation') : halfIn(question.data.title, text.language)}
      trail={[{ label: text('briefs.evaluations'), to: programmePath('evaluations') }]}
      actions={
        <>
          <Button variant="default" renderRoot={(props) => <Link to="/records/$id" params={{ id }} {...props} />}>
            {text('briefs.record')}
          </Button>
          <PrintList list="brief-evaluation" id={id} />
        </>
      }
    >
      <Answered question={question}>{(one) => <Whole one={one} />}</Answered>
    </Page>
  )
}

function Whole({ one }: { readonly one: EvaluationShape }) {
  const text = useText()
  const may = useMay()
  const codes = useCodeWords('evaluation')
  const [saying, setSaying] = useState<Saying>()
  const { period, standing } = one
  const from = [period.from, period.to].flatMap((day) => (day === null ? [] : [formatDay(day, text.tag)]))
  const items: readonly (Definition | undefined)[] = [
    { term: text('briefs.evaluation.question'), detail: text.of(one.question) },
    { term: text('briefs.evaluations.evaluator'), detail: halfIn(one.evaluator, text.language) },
    standing === null ? undefined : { term: text('briefs.evaluation.standing'), detail: codes?.('independence', standing) ?? standing },
    { term: text('briefs.evaluation.method'), detail: text.of(one.method) },
    one.limits === null ? undefined : { term: text('briefs.evaluation.limits'), detail: halfIn(one.limits, text.language) },
    from.length === 0 ? undefined : { term: text('briefs.evaluation.period'), detail: from.join(' – ') },
    one.publishedOn === null ? undefined : { term: text('briefs.evaluation.published'), detail: formatDay(one.publishedOn, text.tag) },
  ]
  return (
    <div className="stack">
      <Card>
        <DefinitionList items={items.filter((item) => item !== undefined)} />
      </Card>
      {one.findings.map((finding) => (
        <Card key={finding.number} title={text('briefs.evaluation.finding', { number: finding.number })}>
          <div className={classes.item}>
            <p>{text.of(finding.words)}</p>
            {Object.keys(finding.recommendation).length === 0 ? null : (
              <p>
                <strong>{text('briefs.evaluation.recommendation')}</strong> {text.of(finding.recommendation)}
              </p>
            )}
          </div>
          {finding.parts.map((part) => (
            <section key={part.party} className={classes.item}>
              <span className="cluster">
                <PartyMark party={part.party} />
                <StatusMark status={shapes[part.status] ?? 'plain'}>{text(`briefs.finding.${part.status as 'accepted'}`)}</StatusMark>
                {part.lastDay === null ? null : (
                  <Tag tone={part.overdue ? 'bad' : 'plain'}>
                    {text(part.overdue ? 'commitments.late' : 'commitments.due', { day: formatDay(part.lastDay, text.tag) })}
                  </Tag>
                )}
              </span>
              {part.next === null ? null : <p className="small soft">{text('briefs.line.next', { words: part.next })}</p>}
              <Below
                warnings={[]}
                may={mayOf(part, one.party, finding.responses)}
                say={
                  may('record.create')
                    ? (says) =>
                        setSaying({
                          kind: 'evaluation-response',
                          about: one.id,
                          says,
                          finding: finding.number,
                          ...(part.party === one.party || part.said === null ? {} : { of: part.said }),
                        })
                    : undefined
                }
              />
            </section>
          ))}
          <SaidList said={finding.responses} />
        </Card>
      ))}
      <Below warnings={one.warnings} may={[]} say={undefined} />
      {saying === undefined ? null : <SayDialog saying={saying} party={one.party} onClose={() => setSaying(undefined)} />}
    </div>
  )
}

type Part = EvaluationShape['findings'][number]['parts'][number]
type Response = EvaluationShape['findings'][number]['responses'][number]

/** What the own party may say: of its own part what it does about it, of another’s whether a remedy is one; what it has said last is not offered again. */
function mayOf(part: Part, own: string, responses: readonly Response[]): readonly string[] {
  const { party, status, said } = part
  if (party === own)
    return status === 'unanswered' ? ['accepts', 'partly', 'rejects'] : status === 'verified' ? [] : ['at_work', 'remedied']
  if (!['remedied', 'verified', 'disputed'].includes(status)) return []
  const stated = responses.find(({ id }) => id === said)
  const last = responses.findLast(
    ({ from, says, at, counts }) => counts && from === own && judges.includes(says) && at > (stated?.at ?? ''),
  )
  return judges.filter((says) => says !== last?.says)
}

const judges: readonly string[] = ['confirms', 'disputes']
