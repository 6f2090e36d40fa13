namespace Fulgurite.App.Apis.Voltage.Organizations;

/// <summary>What an organization or environment shall be called, and of a new one, its id.</summary>
/// <param name="Name">For people.</param>
/// <param name="Id">Of a new organization, chosen by the caller.</param>
/// <param name="EnvironmentId">Of a new environment, chosen by the caller.</param>
/// <param name="EnvironmentName">What a new organization's first environment is called; else like itself.</param>
internal sealed record NamedBody(
    string? Name = null, string? Id = null, string? EnvironmentId = null, string? EnvironmentName = null);
