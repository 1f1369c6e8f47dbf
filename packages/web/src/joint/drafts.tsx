import type { JointDraftRow } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { programmePath } from '../programme/programme-path.ts'
import { askDrafts } from './ask-joint.ts'
import { NewDraftDialog } from './new-draft-dialog.tsx'
import { releaseTone } from './release-tone.ts'
import { shownAt } from './shown-at.ts'

/** Drafts of joint statements, the newest first: what is still open in each, and where its release stands. */
export function DraftsPage() {
  const text = useText()
  const may = useMay()
  const [begins, setBegins] = useState(false)
  const question = useQuery(askDrafts)
  const begin = may('record.create') ? <Button onClick={() => setBegins(true)}>{text('joint.new')}</Button> : undefined
  return (
    <Page title={text('joint.title')} lead={text('joint.lead')} actions={begin}>
      <Answered question={question} shape="cards">
        {({ items }) =>
          items.length === 0 ? (
            <Card>
              <Empty title={text('joint.none')}>{text('joint.none.lead')}</Empty>
            </Card>
          ) : (
            <div className="stack">
              {items.map((draft) => (
                <DraftCard key={draft.record.id} draft={draft} />
              ))}
            </div>
          )
        }
      </Answered>
      {begins ? <NewDraftDialog onClose={() => setBegins(false)} /> : null}
    </Page>
  )
}

function DraftCard({ draft }: { readonly draft: JointDraftRow }) {
  const text = useText()
  const { record, title, parties, clauses, standing, release, problems } = draft
  return (
    <Card
      title={text.of(title) || record.title}
      actions={<Tag tone={releaseTone(release.state)}>{text(`joint.release.${release.state}`)}</Tag>}
    >
      <div className="stack-tight">
        <span className="cluster">
          {parties.map((party) => (
            <PartyMark key={party} party={party} />
          ))}
          <span className="soft">{text('joint.standing', { standing, clauses })}</span>
        </span>
        {problems.length === 0 ? null : (
          <span className="soft">{problems.map((code) => text.find(`joint.problem.${code}`) ?? code).join(' ')}</span>
        )}
        {release.at === null ? null : (
          <span>
            {text('joint.at')}: {shownAt(release.at, text.tag)}
          </span>
        )}
        <Link to={programmePath('drafts', record.id)}>{text(release.state === 'published' ? 'joint.open.released' : 'joint.open')}</Link>
      </div>
    </Card>
  )
}
