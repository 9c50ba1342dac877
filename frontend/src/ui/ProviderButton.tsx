import { Button } from '@mantine/core'
import { IconBrandGoogleFilled, IconBrandWindowsFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../api/client'
import type { Provider } from '../api/signOn'
import { RefusedNotice } from './RefusedNotice'
import { useGoOut } from './useGoOut'

const icons = { google: IconBrandGoogleFilled, microsoft: IconBrandWindowsFilled }

type ProviderButtonProps = {
  provider: Provider
  begin: () => Promise<Schema<'SignOnBegun'>>
  /** Instead of "Continue with". */
  word?: string
}

export function ProviderButton({ provider, begin, word }: ProviderButtonProps) {
  const { t } = useTranslation('signOn')
  const go = useGoOut(begin)
  const Icon = icons[provider]
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon size={18} aria-hidden />}
        loading={go.isPending}
        onClick={() => go.mutate()}
      >
        {word ?? t('with', { provider: t(`provider.${provider}`) })}
      </Button>
      {go.error && <RefusedNotice acting error={go.error} onRetry={() => go.mutate()} />}
    </>
  )
}
