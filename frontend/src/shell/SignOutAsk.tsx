import { Button, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'

type SignOutAskProps = { unsent: number; onStay: () => void; onLeave: () => void }

/** Before signing out with notes that no server has: what becomes of them, and the two ways. */
export function SignOutAsk({ unsent, onStay, onLeave }: SignOutAskProps) {
  const { t } = useTranslation()
  return (
    <Modal opened={unsent > 0} onClose={onStay} title={t('signOut.title', { count: unsent })}>
      <div className="stack">
        <p>{t('signOut.detail')}</p>
        <div className="row">
          <Button onClick={onStay}>{t('signOut.stay')}</Button>
          <Button variant="default" onClick={onLeave}>
            {t('signOut.leave')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
