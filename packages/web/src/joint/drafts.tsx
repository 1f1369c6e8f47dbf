import type { JointDraftRow } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { Tag } from '../parts/tag.tsx'
import { programmePath } from '../programme/programme-path.ts'
import { askDrafts } from './ask-joint.ts'
import { releaseTone } from './release-tone.ts'

/** Drafts of joint statements, the newest first, with how many clauses stand. */
export function DraftsPage() {
  const text = useText()
  const may = useMay()
  const question = useQuery(askDrafts)
  const actions = may('record.create') ? (
    <Button renderRoot={(props) => <Link to="/new/$kind" params={{ kind: 'joint-draft' }} {...props} />}>{text('joint.new')}</Button>
  ) : undefined
  return (
    <Page title={text('joint.title')} lead={text('joint.lead')} actions={actions}>
      <Answered question={question} shape="cards">
        {({ items }) =>
          items.length === 0 ? (
            <Card>
              <Empty title={text('joint.none')} />
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
    </Page>
  )
}

function DraftCard({ draft: { record, title, parties, clauses, standing, release } }: { readonly draft: JointDraftRow }) {
  const text = useText()
  const names = useParties()
  return (
    <Card
      title={text.of(title) || record.title}
      actions={<Tag tone={releaseTone(release.state)}>{text(`joint.release.${release.state}`)}</Tag>}
    >
      <Link to={programmePath('drafts', record.id)}>{text('joint.open')}</Link>
      <p className="soft">
        {parties.map(names.nameOf).join(' · ')} · {text('joint.standing', { standing, clauses })}
      </p>
    </Card>
  )
}
