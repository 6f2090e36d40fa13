using Fulgurite.Access;
using Fulgurite.Onboarding;

namespace Fulgurite.App;

/// <summary>The use cases of Core about organizations, environments and API keys.</summary>
internal sealed class KeyUseCases
{
    /// <summary>Wires them.</summary>
    /// <param name="ports">The outside world.</param>
    /// <param name="registry">Who exists.</param>
    public KeyUseCases(EnginePorts ports, Registry registry)
    {
        var (tables, randomness, clock) = (ports.Tables, ports.Randomness, ports.Clock);
        Audit = new AuditLog(tables, randomness, clock);
        Uses = new ApiKeyUses(tables, clock);
        Create = new CreateApiKey(registry, Audit, randomness, clock);
        Change = new ChangeApiKey(registry, Audit, clock);
        CreateEnvironment = new CreateEnvironment(registry, Audit);
        CreateOrganization = new CreateOrganization(registry, Audit);
    }

    /// <summary>Who did what, and who was refused.</summary>
    public AuditLog Audit { get; }

    /// <summary>When keys were used.</summary>
    public ApiKeyUses Uses { get; }

    /// <summary>Makes API keys.</summary>
    public CreateApiKey Create { get; }

    /// <summary>Changes and revokes API keys.</summary>
    public ChangeApiKey Change { get; }

    /// <summary>Makes environments.</summary>
    public CreateEnvironment CreateEnvironment { get; }

    /// <summary>Makes organizations.</summary>
    public CreateOrganization CreateOrganization { get; }
}
