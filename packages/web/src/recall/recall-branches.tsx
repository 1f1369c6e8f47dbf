import type { Recall, RecallBranch } from '@enlace/api'
import { useText } from '../language/text.ts'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import classes from './recall-steps.module.css'
import { sayRecallState, toneOf } from './say-recall.ts'
import { StepList } from './step-list.tsx'

/** Who got the record through the holder, and how far each has come: what the holder reports of them, or what we know of them ourselves. */
export function RecallBranches({ recall }: { readonly recall: Recall }) {
  const text = useText()
  const parties = useParties()
  if (recall.passedOn.length === 0) return null
  const sent = recall.direction === 'sent'
  return (
    <div className={classes.behind}>
      <span>{text(sent ? 'recall.tree.reported' : 'recall.tree.passedOn', { party: parties.nameOf(recall.partner) })}</span>
      <ul className={classes.branches}>
        {recall.passedOn.map((branch, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one party may stand there twice, by two ways
          <li key={`${branch.via.join()} ${branch.party} ${i}`} className="stack-tight">
            <span className="cluster">
              <PartyMark party={branch.party} />
              <Tag tone={toneOf(branch)}>{sayRecallState(branch, text)}</Tag>
              {branch.via.length === 0 ? null : (
                <span className="small">{text('recall.tree.via', { party: parties.nameOf(branch.via.at(-1) ?? '') })}</span>
              )}
            </span>
            <BranchSteps branch={branch} />
          </li>
        ))}
      </ul>
      {recall.treePosition === null ? null : (
        <span className="soft small">
          {text('recall.tree.signed', { party: parties.nameOf(recall.partner), seq: recall.treePosition.seq })}
        </span>
      )}
    </div>
  )
}

function BranchSteps({ branch }: { readonly branch: RecallBranch }) {
  const text = useText()
  const steps = [
    { id: 'told', at: branch.toldAt },
    { id: 'received', at: branch.receivedAt },
    { id: 'hidden', at: branch.hiddenAt },
    { id: branch.state === 'held' || branch.state === 'objected' ? branch.state : 'purged', at: branch.answeredAt },
  ] as const
  return (
    <>
      <StepList steps={steps} />
      {branch.purgedVersions === 0 ? null : <span>{text('recall.purged.count', { count: branch.purgedVersions })}</span>}
    </>
  )
}
