import type { StatementDetail } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { type Definition, DefinitionList } from '../parts/definition-list.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { PrintList } from '../parts/print-list.tsx'
import { askProgramme } from '../programme/ask-programme.ts'
import { useProgrammeId } from '../programme/programme-pages.tsx'
import { programmePath } from '../programme/programme-path.ts'
import { PublishButton } from '../programme/publish-button.tsx'
import { useName } from '../programme/session-row.tsx'
import { askStatement } from './ask-statements.ts'
import { BesideCards } from './beside-cards.tsx'
import { ClausesCard } from './clauses-card.tsx'
import { NearCard } from './near-card.tsx'
import { PrinciplesCard } from './principles-card.tsx'
import { ProposalsCard } from './proposals-card.tsx'
import { StatementMarks, titleIn } from './statement-marks.tsx'
import classes from './statements.module.css'

/** One statement: who says it, clause by clause in each language, what came of each, what stands beside it, and what the rules propose. */
export function StatementPage() {
  const text = useText()
  const id = useProgrammeId()
  const question = useQuery(askStatement(id))
  return (
    <Page
      title={question.data === undefined ? text('statements.one') : titleIn(question.data.statement.title, text.language)}
      trail={[{ label: text('statements.title'), to: programmePath('statements') }]}
      actions={
        <>
          <PrintList list="statement" id={id} />
          {(question.data?.statement.languages ?? []).map((language) => (
            <Button
              key={language}
              variant="default"
              component="a"
              href={`/api/v1/programme/statements/${encodeURIComponent(id)}/akn?language=${language}`}
            >
              {text('statements.akn', { language: text.find(`statements.language.${language}`) ?? language })}
            </Button>
          ))}
          <PublishButton record={question.data?.statement.record} />
          <Button variant="default" renderRoot={(props) => <Link to="/records/$id" params={{ id }} {...props} />}>
            {text('statements.record')}
          </Button>
        </>
      }
    >
      <Answered question={question}>{(detail) => <Whole detail={detail} />}</Answered>
    </Page>
  )
}

function Whole({ detail }: { readonly detail: StatementDetail }) {
  const text = useText()
  return (
    <div className="stack">
      <StatementMarks statement={detail.statement} />
      {detail.contradictions.map(([first, second]) =>
        first === undefined || second === undefined ? null : (
          <Notice
            key={`${first.clause} ${second.clause} ${second.words}`}
            tone="warn"
            title={text('statements.contradiction', { first: first.words, one: first.clause, second: second.words, two: second.clause })}
          />
        ),
      )}
      <SourceCard detail={detail} />
      <ClausesCard detail={detail} />
      <BesideCards detail={detail} />
      <PrinciplesCard detail={detail} />
      <NearCard detail={detail} />
      <ProposalsCard detail={detail} />
      {detail.cut.length === 0 ? null : (
        <Card title={text('statements.new.cut')} lead={text('statements.new.cut.lead')}>
          {detail.cut.map(({ rule, words }) => (
            <p key={`${rule} ${words}`} className={classes.cut}>
              <span className="small">{text.find(`statements.cut.${rule}`) ?? rule}:</span> <del>{words}</del>
            </p>
          ))}
        </Card>
      )}
    </div>
  )
}

/** Who said it, in which role and channel, and where the original is. */
function SourceCard({ detail: { statement } }: { readonly detail: StatementDetail }) {
  const text = useText()
  const nameOf = useName()
  const { data: programme } = useQuery(askProgramme({}))
  const met = programme?.sessions.find(({ record }) => record.id === statement.sessionRef)
  const session = met === undefined ? undefined : nameOf({ names: met.names, title: met.record.title })
  const { speaker, speakerRole, saidAt, channel, sourceUrl, sessionRef } = statement
  const items: readonly (Definition | undefined)[] = [
    speaker === null && speakerRole === null
      ? undefined
      : { term: text('statements.who'), detail: [speaker, speakerRole].filter((words) => words !== null).join(', ') },
    channel === null
      ? undefined
      : {
          term: text('statements.channel'),
          detail: [text.find(`statements.channel.${channel}`) ?? channel, saidAt === null ? '' : formatInstant(saidAt, text.tag)]
            .filter(Boolean)
            .join(', '),
        },
    sourceUrl === null
      ? undefined
      : {
          term: text('statements.address'),
          detail: (
            <a href={sourceUrl} rel="noreferrer noopener" target="_blank">
              {sourceUrl}
            </a>
          ),
        },
    sessionRef === null
      ? undefined
      : {
          term: text('statements.session'),
          detail: <Link to={programmePath('sessions', sessionRef)}>{session ?? text('statements.session')}</Link>,
        },
  ]
  const shown = items.filter((item) => item !== undefined)
  return shown.length === 0 ? null : (
    <Card>
      <DefinitionList items={shown} />
    </Card>
  )
}
