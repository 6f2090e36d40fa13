using Fulgurite.Onboarding;

namespace Fulgurite.App.Local;

/// <summary>What <c>./run</c> writes for scripts: everything needed to call the sandbox.</summary>
internal sealed record SandboxFacts(
    string BaseUrl,
    string OrganizationId,
    string EnvironmentId,
    string LineOfCreditId,
    string WalletId,
    string ApiKey,
    string ProcessingKey,
    string ProcessingSecret)
{
    /// <summary>The facts of a merchant that was just made, secrets included.</summary>
    public static SandboxFacts Of(NewMerchant merchant, string baseUrl) => new(
        baseUrl,
        merchant.Organization.ToString(),
        merchant.Environment.ToString(),
        merchant.LineOfCredit.ToString(),
        merchant.Wallet.ToString(),
        merchant.ApiKey.Reveal(),
        merchant.ProcessingKey,
        merchant.ProcessingSecret.Reveal());

    /// <summary>Without the secrets.</summary>
    public override string ToString() => $"SandboxFacts {EnvironmentId}";
}
