import { Link } from '@tanstack/react-router'
import { useText } from '../language/text.ts'
import { Page } from '../parts/page.tsx'
import { Empty } from '../parts/page-state.tsx'
import { Alone } from './alone.tsx'

/** An address that leads nowhere. */
export function PageUnknown() {
  const text = useText()
  return (
    <Alone>
      <Page title={text('unknown.title')}>
        <Empty title={text('unknown.detail')}>
          <Link to="/">{text('unknown.home')}</Link>
        </Empty>
      </Page>
    </Alone>
  )
}
