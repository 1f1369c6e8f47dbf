import { locales } from 'virtual:locales'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { fetchBytes } from '../api/send.ts'
import { useText } from '../language/text.ts'
import { Confirm } from '../parts/confirm.tsx'
import { saveFile } from '../parts/save-file.ts'
import { showToast } from '../parts/toast.ts'

const types = { pdf: 'application/pdf', docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' } as const

type Printed =
  /** `whole`: starts with the record and what goes with it. */
  | { readonly id: string; readonly kind: string; readonly whole?: boolean; readonly list?: never }
  /** A list or another page. `of`: the query that its route is asked with; `about`: what the page is of. */
  | { readonly list: string; readonly of: string; readonly about?: string | undefined }

/** Pages that show no record: that somebody printed one is in no journal. */
const withoutRecords: readonly string[] = ['agreement', 'flow', 'handover', 'simulation']

/**
 * Makes a document of a record, alone or with what goes with it, or of a page as it stands: PDF or DOCX, in any language of the node or in
 * both, whatever the language of the page.
 */
export default function PrintDialog({ onClose, ...printed }: Printed & { readonly onClose: () => void }) {
  const text = useText()
  const [what, setWhat] = useState<'document' | 'package'>(printed.list === undefined && printed.whole === true ? 'package' : 'document')
  const [making, setMaking] = useState(false)
  const [format, setFormat] = useState<keyof typeof types>('pdf')
  const [language, setLanguage] = useState(text.language in locales ? text.language : 'en')
  const [purpose, setPurpose] = useState('')
  const make = async () => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    const query = new URLSearchParams({ format, language, zone, ...(purpose.trim() === '' ? {} : { purpose: purpose.trim() }) })
    setMaking(true)
    if (printed.list !== undefined) {
      query.set('list', printed.list)
      query.set('of', printed.of)
      if (printed.about !== undefined) query.set('id', printed.about)
    }
    const path = printed.list === undefined ? `/records/${encodeURIComponent(printed.id)}/${what}` : '/list-document'
    const bytes = await fetchBytes(`${path}?${query}`).finally(() => setMaking(false))
    const called =
      printed.list === undefined
        ? [printed.kind, printed.id.slice(-12), language, ...(what === 'package' ? [what] : [])]
        : [printed.list, language]
    const name = `${called.join('-')}.${format}`
    saveFile(name, types[format], bytes)
    showToast(text('record.print.done', { name }), { tone: 'good' })
  }
  return (
    <Confirm
      title={text('record.print.title')}
      will={[
        text(printed.list === undefined ? 'record.print.will.marking' : 'record.print.will.list'),
        ...(printed.list !== undefined && withoutRecords.includes(printed.list) ? [] : [text('record.print.will.journal')]),
      ]}
      action={text('record.print.do')}
      onConfirm={make}
      onClose={onClose}
    >
      {printed.list === undefined ? (
        <NativeSelect
          label={text('record.print.what')}
          value={what}
          onChange={(event) => setWhat(event.currentTarget.value === 'package' ? 'package' : 'document')}
          data={[
            { value: 'document', label: text('record.print.what.document') },
            { value: 'package', label: text('record.print.what.package') },
          ]}
        />
      ) : null}
      <NativeSelect
        label={text('record.print.format')}
        value={format}
        onChange={(event) => setFormat(event.currentTarget.value === 'docx' ? 'docx' : 'pdf')}
        data={[
          { value: 'pdf', label: text('record.print.format.pdf') },
          { value: 'docx', label: text('record.print.format.docx') },
        ]}
      />
      <NativeSelect
        label={text('record.print.language')}
        value={language}
        onChange={(event) => setLanguage(event.currentTarget.value)}
        data={[
          ...Object.entries(locales).map(([value, { name }]) => ({ value, label: name })),
          { value: 'both', label: text('record.print.language.both') },
        ]}
      />
      <TextInput
        label={text('record.print.purpose')}
        description={text('record.print.purpose.help')}
        value={purpose}
        maxLength={120}
        onChange={(event) => setPurpose(event.currentTarget.value)}
      />
      {making ? (
        <p className="cluster" role="status">
          <progress aria-label={text('record.print.making')} /> {text('record.print.making')}
        </p>
      ) : null}
      <div>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            onClose()
            // The dialog has to be gone before the page is printed.
            setTimeout(() => print(), 50)
          }}
        >
          {text('record.print.page')}
        </Button>
      </div>
    </Confirm>
  )
}
