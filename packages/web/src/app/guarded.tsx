import type { RouteComponent } from '@tanstack/react-router'
import { useMay } from '../api/use-may.ts'
import { type TextId, useText } from '../language/text.ts'
import { IconLock } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { Empty } from '../parts/page-state.tsx'
import { useWhyNot } from '../people/why-not.ts'

/**
 * A page for the roles that have an action. Whoever types its address without it is told why and who may, and nothing is asked of the node that it
 * would refuse. `title` is the page's own name in the navigation.
 */
export function guarded(action: string, title: TextId, Shown: RouteComponent): RouteComponent {
  function Guarded() {
    const may = useMay()
    return may(action) ? <Shown /> : <MayNot action={action} title={title} />
  }
  const { preload } = Shown
  return preload === undefined ? Guarded : Object.assign(Guarded, { preload })
}

function MayNot({ action, title }: { readonly action: string; readonly title: TextId }) {
  const text = useText()
  const { because, who } = useWhyNot(action)
  return (
    <Page title={text(title)}>
      <div className="card" role="alert">
        <Empty icon={<IconLock size={32} />} title={text('parts.noPermission')}>
          <p>{because}</p>
          {who === '' ? null : <p>{who}</p>}
        </Empty>
      </div>
    </Page>
  )
}
