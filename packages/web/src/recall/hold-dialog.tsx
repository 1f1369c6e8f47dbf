import { useText } from '../language/text.ts'
import ReasonDialog from './reason-dialog.tsx'

/** Puts a record on legal hold, or asks a second person to lift the hold. */
export default function HoldDialog({ id, lift, onClose }: { readonly id: string; readonly lift: boolean; readonly onClose: () => void }) {
  const text = useText()
  const at = `/records/${encodeURIComponent(id)}/hold`
  const shared = {
    member: 'reason',
    label: text('record.share.reason'),
    help: text('record.share.reason.help'),
    onClose,
  } as const
  if (lift) {
    return (
      <ReasonDialog
        {...shared}
        title={text('recall.hold.lift')}
        will={[text('recall.hold.lift.will.second'), text('recall.hold.lift.will.erase')]}
        action={text('recall.hold.lift.do')}
        done={text('recall.hold.lift.done')}
        path={`${at}/lift`}
      />
    )
  }
  return (
    <ReasonDialog
      {...shared}
      title={text('recall.hold.place')}
      will={[text('recall.hold.place.will.keep'), text('recall.hold.place.will.recall'), text('recall.hold.place.will.lift')]}
      action={text('recall.hold.place')}
      done={text('recall.hold.place.done')}
      path={at}
    />
  )
}
