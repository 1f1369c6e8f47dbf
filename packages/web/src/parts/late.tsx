import { Component, type ComponentType, lazy, type ReactNode, useState } from 'react'
import { withWords } from '../language/language.ts'
import { useText } from '../language/text.ts'
import { Dialog } from './dialog.tsx'
import { PartMissing } from './notice.tsx'

/** That a part was not fetched, as against a fault of the part itself. */
class NotFetched extends Error {}

type Closable = { readonly onClose?: (() => void) | undefined }

/**
 * A part of the pages that is fetched when it is first needed; stands inside a `Suspense`. One that does not come (the node is away, or was
 * upgraded and has it no more) says so in its own place, or in a dialog where the part is one, and leaves the rest of the desk as it is; trying
 * again fetches it again. `area`: `rest` for what the frame shows at once, whose words are there already. A fault of the part itself goes further up.
 */
export function late<P extends object>(
  load: () => Promise<{ readonly default: ComponentType<P> }>,
  area: 'rest' | 'more' = 'more',
): ComponentType<P> {
  const start = () =>
    lazy(() =>
      withWords(area, load)().catch((cause: unknown) => {
        throw new NotFetched('a part of the pages was not fetched', { cause })
      }),
    ) as unknown as ComponentType<P>
  let Part = start()
  const renew = () => {
    Part = start()
  }
  return function Late(props: P) {
    const [tries, setTries] = useState(0)
    return (
      <WhenMissing
        key={tries}
        onMissing={renew}
        instead={<Missing onClose={(props as Closable).onClose} again={() => setTries(tries + 1)} />}
      >
        <Part {...props} />
      </WhenMissing>
    )
  }
}

function Missing({ onClose, again }: Closable & { readonly again: () => void }) {
  const text = useText()
  const notice = <PartMissing retry={again} />
  return onClose === undefined ? (
    notice
  ) : (
    <Dialog title={text('parts.missing.title')} onClose={onClose}>
      {notice}
    </Dialog>
  )
}

/** React has no hook for this. */
class WhenMissing extends Component<{ readonly onMissing: () => void; readonly instead: ReactNode; readonly children: ReactNode }> {
  override state: { readonly error?: unknown } = {}

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override componentDidCatch() {
    this.props.onMissing()
  }

  override render() {
    const { error } = this.state
    if (error === undefined) return this.props.children
    if (error instanceof NotFetched) return this.props.instead
    throw error
  }
}
