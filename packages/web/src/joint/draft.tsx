import type { JointDraftDetail } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '../api/use-may.ts'
import { ClearancesCard } from '../clearance/clearances-card.tsx'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { PrintList } from '../parts/print-list.tsx'
import { useProgrammeId } from '../programme/programme-pages.tsx'
import { programmePath } from '../programme/programme-path.ts'
import { askDraft } from './ask-joint.ts'
import { ClauseCard } from './clause-card.tsx'
import { ClauseDialog, type ClauseWord } from './clause-dialog.tsx'
import { ReleaseCard } from './release-card.tsx'

/** One joint statement while it is drafted and released: where its release stands, and its clauses with both languages side by side. */
export function DraftPage() {
  const text = useText()
  const id = useProgrammeId()
  const question = useQuery(askDraft(id))
  const title = question.data === undefined ? '' : text.of(question.data.draft.title)
  return (
    <Page
      title={title || text('joint.title')}
      trail={[{ label: text('joint.title'), to: programmePath('drafts') }]}
      actions={
        <>
          <PrintList list="joint" id={id} />
          {(['es', 'en'] as const).map((language) => (
            <Button
              key={language}
              variant="default"
              component="a"
              href={`/api/v1/programme/drafts/${encodeURIComponent(id)}/akn?language=${language}`}
            >
              {text(`joint.akn.${language}`)}
            </Button>
          ))}
          <Button variant="default" renderRoot={(props) => <Link to="/records/$id" params={{ id }} {...props} />}>
            {text('joint.record')}
          </Button>
        </>
      }
    >
      <Answered question={question}>{(detail) => <Whole detail={detail} />}</Answered>
    </Page>
  )
}

function Whole({ detail }: { readonly detail: JointDraftDetail }) {
  const text = useText()
  const may = useMay()
  const [word, setWord] = useState<ClauseWord>()
  const { release, clauses, removed, draft, session, party } = detail
  const isOut = release.state === 'published' || release.state === 'due'
  const open = may('record.create') && !isOut ? setWord : undefined
  const places = [...clauses, ...removed].flatMap(({ heads }) => heads.map(({ version }) => version.place))
  const certificate = release.signed.find((one) => one.party === party)
  return (
    <div className="stack">
      <span className="cluster">
        {draft.parties.map((one) => (
          <PartyMark key={one} party={one} />
        ))}
        {session === null ? null : <Link to={programmePath('sessions', session)}>{text('joint.session')}</Link>}
      </span>
      <ReleaseCard detail={detail} />
      {certificate === undefined || isOut ? null : <ClearancesCard id={certificate.id} />}
      {detail.foreign === 0 ? null : <Notice tone="warn" title={text('joint.foreign', { count: detail.foreign })} />}
      {clauses.length === 0 ? (
        <Card>
          <Empty title={text('joint.problem.no_clause')}>{text('joint.empty')}</Empty>
        </Card>
      ) : null}
      {clauses.map((clause, i) => (
        <ClauseCard key={clause.id} detail={detail} clause={clause} number={i + 1} open={open} />
      ))}
      {open === undefined ? null : (
        <span data-no-print>
          <Button
            variant={clauses.length === 0 ? 'filled' : 'default'}
            onClick={() => open({ what: 'version', place: Math.max(0, ...places) + 10 })}
          >
            {text('joint.clause.new')}
          </Button>
        </span>
      )}
      {removed.length === 0 ? null : (
        <Card title={text('joint.dropped')}>
          <ul className="stack">
            {removed.map(({ id, heads: [head] }) => (
              <li key={id} className="soft">
                {head === undefined ? '' : head.version[text.language === 'es' ? 'es' : 'en']}
              </li>
            ))}
          </ul>
        </Card>
      )}
      {word === undefined ? null : <ClauseDialog detail={detail} word={word} onClose={() => setWord(undefined)} />}
    </div>
  )
}
