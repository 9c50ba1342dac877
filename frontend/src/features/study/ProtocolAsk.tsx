import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { ButtonLink } from '../../ui/ButtonLink'
import { AskRow } from './AskRow'

export function ProtocolAsk({ protocol }: { protocol: Schema<'ProtocolAsked'> }) {
  const { t } = useTranslation('today')
  return (
    <AskRow
      kind="duty"
      title={t('asked.protocol', { group: protocol.group_name })}
      cost={t('asked.protocolDetail')}
      buttons={
        <ButtonLink
          to="/group/$groupId"
          params={{ groupId: protocol.group_id }}
          hash="protocol"
          variant="default"
        >
          {t('asked.protocolOpen')}
        </ButtonLink>
      }
    />
  )
}
