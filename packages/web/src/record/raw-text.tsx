import { Button } from '@mantine/core'
import { formatBytes } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { IconClipboardText, IconDownload } from '../parts/icon.tsx'
import { saveFile } from '../parts/save-file.ts'
import { ScrollText } from '../parts/scroll-text.tsx'
import { TabPanels } from '../parts/tab-panels.tsx'
import { showToast } from '../parts/toast.ts'

/** JSON bytes to look at, to copy and to save: laid out for reading, or exactly as they are. What is copied and saved is always exact. */
export function RawText({
  label,
  bytes,
  fileName,
}: {
  readonly label: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly fileName: string
}) {
  const text = useText()
  const exact = new TextDecoder().decode(bytes)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(exact)
      showToast(text('record.raw.copied'), { tone: 'good' })
    } catch {
      showToast(text('record.raw.notCopied'), { tone: 'bad' })
    }
  }
  return (
    <div className="stack-tight">
      <TabPanels
        label={label}
        panels={[
          {
            name: 'pretty',
            label: text('record.raw.pretty'),
            content: () => (
              <div className="stack-tight">
                <p className="soft small">{text('record.raw.pretty.note')}</p>
                <ScrollText label={label} content={layOut(exact)} />
              </div>
            ),
          },
          { name: 'exact', label: text('record.raw.exact'), content: () => <ScrollText label={label} content={exact} /> },
        ]}
      />
      <div className="cluster" data-no-print>
        <Button variant="default" size="xs" leftSection={<IconClipboardText size={16} />} onClick={copy}>
          {text('record.raw.copy')}
        </Button>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={16} />}
          onClick={() => saveFile(fileName, 'application/stix+json', bytes)}
        >
          {text('raw.save', { size: formatBytes(bytes.length, text.tag) })}
        </Button>
      </div>
    </div>
  )
}

/** JSON with line breaks; what is no JSON stays as it is. */
function layOut(exact: string): string {
  try {
    return JSON.stringify(JSON.parse(exact), null, 2)
  } catch {
    return exact
  }
}
