import { startFleet } from './start-fleet.ts'
for (let i = 0; i < 25; i++) {
  const t = performance.now()
  const timer = setTimeout(() => { console.log('HANG', i, process.getActiveResourcesInfo()); }, 60_000)
  const fleet = await startFleet()
  const a = performance.now() - t
  await fleet[Symbol.asyncDispose]()
  clearTimeout(timer)
  console.log(i, Math.round(a), Math.round(performance.now() - t - a))
}
