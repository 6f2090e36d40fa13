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
    /// <summary>Without the secrets.</summary>
    public override string ToString() => $"SandboxFacts {EnvironmentId}";
}
