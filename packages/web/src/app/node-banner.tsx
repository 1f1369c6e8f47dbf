import type { NodeInfo } from '../api/shapes.ts'
import { useText } from '../language/text.ts'
import classes from './shell.module.css'

/** The one classification domain of this deployment, always on top; a demonstration says that it is one. */
export function NodeBanner({ node }: { readonly node: NodeInfo | undefined }) {
  const text = useText()
  if (node === undefined) return <div className={classes.banner} />
  return (
    <aside className={classes.banner} aria-label={text('shell.domain')} data-tour="domain">
      <span>{text.find(`domain.${node.classification.toLowerCase()}`) ?? node.classification}</span>
      {node.demo ? (
        <span className={classes.demo}>
          <span className={classes.long}>{text('shell.demo')}</span>
          <span className={classes.brief}>{text('shell.demo.brief')}</span>
        </span>
      ) : null}
    </aside>
  )
}
