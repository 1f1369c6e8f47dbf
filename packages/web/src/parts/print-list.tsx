import { Button } from '@mantine/core'
import { Suspense, useState } from 'react'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { IconPrinter } from './icon.tsx'
import { late } from './late.tsx'

const PrintDialog = late(() => import('../record/print-dialog.tsx'))

/** Puts a list on paper as it is narrowed, or another page; `of` is the query that its route is asked with, `id` what the page is of. */
export function PrintList({ list, of = '', id }: { readonly list: string; readonly of?: string; readonly id?: string }) {
  const text = useText()
  const may = useMay()
  const [printing, setPrinting] = useState(false)
  if (!may('list.print')) return null
  return (
    <>
      <Button variant="default" leftSection={<IconPrinter size={16} />} onClick={() => setPrinting(true)} data-no-print>
        {text('record.act.print')}
      </Button>
      {printing ? (
        <Suspense>
          <PrintDialog list={list} of={of} about={id} onClose={() => setPrinting(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
