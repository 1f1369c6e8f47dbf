import type { JsonObject } from '@enlace/core'
import { kindOf, kinds, titleOf } from '@enlace/records'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { askNode, askRecord } from '../api/questions.ts'
import type { RecordDetail } from '../api/shapes.ts'
import { useMay } from '../api/use-may.ts'
import { OpenForm } from '../forms/open-form.tsx'
import { useText } from '../language/text.ts'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'

const route = getRouteApi('/desk/records/$id/edit')

/** Corrects a record: the whole form over its latest version; saving stores a new version, and the old one stays. */
export function EditRecord() {
  const text = useText()
  const { id } = route.useParams()
  const question = useQuery({ ...askRecord(id), refetchOnMount: 'always' })
  return (
    <Page
      title={text('forms.edit')}
      lead={text('forms.edit.lead')}
      actions={
        <Button variant="default" component={Link} to={`/records/${encodeURIComponent(id)}`}>
          {text('forms.edit.back')}
        </Button>
      }
    >
      <Answered question={question}>{(detail) => <Correct key={id} detail={detail} />}</Answered>
    </Page>
  )
}

function Correct({ detail }: { readonly detail: RecordDetail }) {
  const text = useText()
  const may = useMay()
  const navigate = route.useNavigate()
  const { draft } = route.useSearch()
  const { data: node } = useQuery(askNode)
  const [opened, setOpened] = useState(draft)
  // The version that stood here when the form was opened is the base; what comes after is merged when it is saved.
  const [first] = useState(detail)
  const base = useMemo(() => ({ object: first.object as JsonObject, envelope: first.envelope as JsonObject, seq: first.seq }), [first])
  const kind = kinds.get(first.kind) ?? kindOf(base.object)
  if (kind === undefined || first.view === 'metadata' || !may('record.create')) {
    return <Notice tone="warn" title={text(kind === undefined ? 'record.kindNewer' : 'alert.notYourRole')} />
  }
  if (node !== undefined && first.from !== node.party) {
    return (
      <Notice tone="warn" title={text('forms.edit.notOurs')}>
        {text('forms.edit.notOurs.detail')}
      </Notice>
    )
  }
  return (
    <>
      <p>
        <bdi>{titleOf(kind, base.object)}</bdi>
      </p>
      <OpenForm
        key={opened}
        kind={kind}
        draftId={opened}
        base={base}
        files={first.files
          .filter((file) => file.state === 'held')
          .map(({ name, sha256, sizeBytes, type }) => ({ name, sha256, sizeBytes, type }))}
        onBegun={(id) => {
          navigate({ search: { draft: id }, replace: true, resetScroll: false })
        }}
        onSent={(id) => navigate({ to: '/records/$id', params: { id } })}
        onDiscarded={() => {
          setOpened(undefined)
          navigate({ to: '/records/$id', params: { id: first.id } })
        }}
      />
    </>
  )
}
