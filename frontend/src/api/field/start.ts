/** What runs for as long as somebody is signed in here: sending what waits, and being ready without signal. */
import { keepShell } from '../../offline/register'
import type { Me } from '../me'
import { keepIdentity } from './identity'
import { startOutbox } from './runner'
import { ownerOf } from './store'

/** Returns what ends it. */
export function startField(me: Me): () => void {
  void keepShell()
  void keepIdentity(me).catch(() => undefined)
  return startOutbox(ownerOf(me))
}

export { forgetIdentity } from './identity'
export { unsentOf } from './notes'
export { keepComing } from './observing'
export { sendNow } from './runner'
