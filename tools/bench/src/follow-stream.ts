import type { FleetNode } from '@enlace/fleet'
import { tokenOf } from './publish.ts'

/** Follows the live stream of a node as a duty officer of its first agency and tells the data of every event of that name; ends when aborted. */
export async function followStream<Data>(node: FleetNode, event: string, signal: AbortSignal, onData: (data: Data) => void): Promise<void> {
  const headers = { authorization: `Bearer ${tokenOf(node, node.accounts[0]?.agency ?? '', 'duty-officer')}` }
  const shape = new RegExp(`^event: ${event}\\ndata: (.*)$`, 'm')
  try {
    const response = await fetch(`${node.api}/api/v1/stream`, { headers, signal })
    if (!response.ok || response.body === null) throw new Error(`no stream: ${response.status}`)
    let text = ''
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      const events = (text + chunk).split('\n\n')
      text = events.pop() ?? ''
      for (const each of events) {
        const data = shape.exec(each)?.[1]
        if (data !== undefined) onData(JSON.parse(data) as Data)
      }
    }
  } catch (cause) {
    if (!signal.aborted) throw cause
  }
}
