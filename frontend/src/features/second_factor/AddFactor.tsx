import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AddApp } from './AddApp'
import { AddPasskey } from './AddPasskey'
import { hasPasskeys } from './passkeys'
import type { SecondFactor } from './queries'
import { RecoveryCodes } from './RecoveryCodes'

type AddFactorProps = {
  state: SecondFactor
  /** A factor has been added, and its codes on paper, if there were any, have been kept. */
  onDone: () => void
}

/** Another factor: an app or a passkey, and after the first one the codes on paper. */
export function AddFactor({ state, onDone }: AddFactorProps) {
  const { t } = useTranslation('secondFactor')
  const [adding, setAdding] = useState<'app' | 'passkey' | null>(null)
  const [left, setLeft] = useState<'app' | 'passkey' | null>(null)
  const [codes, setCodes] = useState<string[]>([])
  const done = () => {
    setCodes([])
    setAdding(null)
    onDone()
  }
  const props = {
    onAdded: (fresh: string[]) => (fresh.length > 0 ? setCodes(fresh) : done()),
    onLeave: () => {
      setLeft(adding)
      setAdding(null)
    },
  }
  if (codes.length > 0) return <RecoveryCodes codes={codes} onKept={done} />
  if (adding === 'app') return <AddApp {...props} />
  if (adding === 'passkey') return <AddPasskey {...props} />
  return (
    <div className="stack">
      <div className="row">
        <Button variant="light" autoFocus={left === 'app'} onClick={() => setAdding('app')}>
          {t('app.add')}
        </Button>
        {state.offers_passkeys && hasPasskeys() && (
          <Button variant="light" autoFocus={left === 'passkey'} onClick={() => setAdding('passkey')}>
            {t('passkey.add')}
          </Button>
        )}
      </div>
      {!state.offers_passkeys && <p className="small quiet">{t('passkey.notOffered')}</p>}
    </div>
  )
}
