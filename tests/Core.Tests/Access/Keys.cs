using Fulgurite.Access;
using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Tests.Identity;

namespace Fulgurite.Tests.Access;

/// <summary>What makes and changes keys, over one store.</summary>
internal sealed class Keys
{
    public Keys(ITableStore tables, TimeProvider clock)
    {
        var randomness = NewRandomness();
        Registry = NewRegistry(tables, clock);
        Audit = new AuditLog(tables, randomness, clock);
        Create = new CreateApiKey(Registry, Audit, randomness, clock);
        Change = new ChangeApiKey(Registry, Audit, clock);
    }

    public static AuditActor Actor { get; } = new(Samples.Organization, Samples.Environment, null, "192.0.2.1");

    public Registry Registry { get; }

    public AuditLog Audit { get; }

    public CreateApiKey Create { get; }

    public ChangeApiKey Change { get; }

    public static Registry NewRegistry(ITableStore tables, TimeProvider clock) =>
        new(tables, new SecretBox(Samples.MasterKey, NewRandomness()), clock);

    /// <summary>A key of the sample environment that is not stored yet, and itself.</summary>
    public (ApiKey Key, string Text) Invent(ApiKeyId? id = null)
    {
        var (key, secret) = Create.Invent(id, Samples.Environment, Samples.Organization, "key", [Permission.Read]);
        return (key, secret.Reveal());
    }

    public Task<bool> Store(ApiKey key) => Create.Store(key, Actor, CancellationToken.None);

    public Task<ApiKey?> Find(string text) => Registry.FindApiKey(text, CancellationToken.None);

    public async Task<string> Actions() => string.Join(
        ' ',
        (await Audit.Newest(Samples.Organization, null, 100, CancellationToken.None)).Select(r => r.Action));

    // Long and without a period that fits a key, so that no two keys are alike.
    private static ScriptedRandomness NewRandomness() =>
        new([.. Enumerable.Range(0, 239).Select(value => (byte)value)]);
}
