namespace Fulgurite.App.Cli;

/// <summary>Where the native API is, and the key that opens it, as a local run and some verbs write them.</summary>
/// <param name="BaseUrl">Without a slash at its end.</param>
/// <param name="OrganizationId">Whose key it is.</param>
/// <param name="EnvironmentId">What it opens.</param>
/// <param name="ApiKey">The key: a secret.</param>
internal sealed record ApiFacts(string BaseUrl, string OrganizationId, string EnvironmentId, string ApiKey)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"ApiFacts {BaseUrl} {EnvironmentId}";
}
