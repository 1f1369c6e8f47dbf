import { Button } from '@mantine/core'
import { formatTimeOfDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { IconCheck, IconCloudOff, IconLock } from '../parts/icon.tsx'
import classes from './draft-note.module.css'
import type { Kept } from './drafts/use-draft.ts'

/** Where the draft is kept, quietly beside the button: nobody should have to wonder. */
export function DraftNote({ kept, lasting, onSignIn }: { readonly kept: Kept; readonly lasting: boolean; readonly onSignIn: () => void }) {
  const text = useText()
  if (kept.where === 'nowhere' || kept.where === 'parted') return null
  const time = kept.at === '' ? '' : formatTimeOfDay(kept.at, text.tag)
  if (kept.where === 'node') {
    return (
      <span className={classes.note} role="status">
        <IconCheck size={15} aria-hidden="true" /> {text('forms.kept.node', { time })}
      </span>
    )
  }
  return (
    <span className={classes.note} data-tone="warn" role="status">
      {kept.where === 'signed_out' ? <IconLock size={15} aria-hidden="true" /> : <IconCloudOff size={15} aria-hidden="true" />}
      {text(lasting ? 'forms.kept.browser' : 'forms.kept.page', { time })}
      {kept.where === 'signed_out' ? (
        <Button variant="subtle" size="compact-sm" onClick={onSignIn}>
          {text('forms.signInBeside')}
        </Button>
      ) : null}
    </span>
  )
}
