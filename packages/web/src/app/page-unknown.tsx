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

/** An address that is no text at all, such as a link that was cut in the middle of a character. Stands without the router, which could not read it either. */
export function AddressUnreadable() {
  const text = useText()
  return (
    <Alone>
      <Page title={text('unreadable.title')}>
        <Empty title={text('unreadable.detail')}>
          <a href="/">{text('unknown.home')}</a>
        </Empty>
      </Page>
    </Alone>
  )
}

/** Whether the path of an address can be read as text (RFC 3986, section 2.1, over UTF-8). */
export function isReadableAddress(path: string): boolean {
  try {
    // The answer is made of the decoded text: a call whose value nobody reads is left out of the built pages.
    return decodeURIComponent(path).startsWith('/')
  } catch {
    return false
  }
}
