import { useQuery } from '@tanstack/react-query'
import { nodeNow } from '../api/node-clock.ts'
import { askNode, askSession } from '../api/questions.ts'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { useNow } from '../live/now.ts'
import classes from './print-frame.module.css'

/** On paper only: whose node, what domain, who printed and when, at the head of the first page and the foot of every page. */
export function PrintFrame() {
  const text = useText()
  useNow()
  const { data: node } = useQuery(askNode)
  const { data: session } = useQuery(askSession)
  if (node === undefined || session == null) return null
  const domain = text.find(`domain.${node.classification.toLowerCase()}`) ?? node.classification
  return (
    <div className={classes.foot} aria-hidden="true">
      <span>
        {text.of(node.name)} · {node.domain}
      </span>
      <strong>{domain}</strong>
      <span>
        {text('shell.printed', {
          user: session.account.user,
          agency: session.account.agency.toUpperCase(),
          time: formatInstant(nodeNow().toISOString(), text.tag),
        })}
      </span>
    </div>
  )
}
