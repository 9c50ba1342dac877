import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { Section } from '../../ui/Section'
import { type SecondFactor, secondFactorQuery } from './queries'
import { RecoveryCodes } from './RecoveryCodes'
import { ShowFactor } from './ShowFactor'

/** How many codes on paper are left, and new ones in their place. */
export function RenewCodes({ state }: { state: SecondFactor }) {
  const { t } = useTranslation('secondFactor')
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [codes, setCodes] = useState<string[]>([])
  const kept = () => {
    setCodes([])
    return client.invalidateQueries({ queryKey: secondFactorQuery.queryKey })
  }
  if (codes.length > 0) return <RecoveryCodes codes={codes} onKept={() => void kept()} />
  return (
    <Section title={t('codes.title')}>
      <div className="stack">
        <p>{t('codes.left', { count: state.recovery_codes_left })}</p>
        {asking ? (
          <ShowFactor
            focused
            ways={state.ways}
            submit={t('codes.renewYes')}
            send={async proof => {
              const made = await answer(api.POST('/api/me/second-factor/recovery-codes', { body: proof }))
              setAsking(false)
              setCodes(made.recovery_codes)
            }}
          />
        ) : (
          <div>
            <Button variant="default" onClick={() => setAsking(true)}>
              {t('codes.renew')}
            </Button>
          </div>
        )}
      </div>
    </Section>
  )
}
