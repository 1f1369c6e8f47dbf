import { useText } from '../language/text.ts'
import { ProblemNotice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Alone } from './alone.tsx'

/** The same where not even the desk could be drawn. */
export function DeskFailed({ error }: { readonly error: unknown }) {
  return (
    <Alone>
      <PageFailed error={error} />
    </Alone>
  )
}

/** Shown instead of a page that could not be drawn; after an upgrade of the node a stale tab lands here, and loading again helps. */
export function PageFailed({ error }: { readonly error: unknown }) {
  const text = useText()
  return (
    <Page title={text('problem.page.heading')}>
      <ProblemNotice problem={error} retry={() => location.reload()} />
    </Page>
  )
}
