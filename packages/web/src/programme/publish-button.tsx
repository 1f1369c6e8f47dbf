import { Button } from '@mantine/core'
import { useState } from 'react'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { PublishDialog } from './publish-dialog.tsx'

/** Offers to put a record of the programme, with what was said of it, on the public site: only what is marked for everybody, to who may ask for it. */
export function PublishButton({ record }: { readonly record: { readonly id: string; readonly tlp: string } | undefined }) {
  const text = useText()
  const may = useMay()
  const [asks, setAsks] = useState(false)
  if (record?.tlp !== 'clear' || !may('publication.ask')) return null
  return (
    <>
      <Button variant="default" onClick={() => setAsks(true)}>
        {text('programme.publication.ask')}
      </Button>
      {asks ? <PublishDialog id={record.id} onClose={() => setAsks(false)} /> : null}
    </>
  )
}
