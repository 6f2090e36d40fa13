using Fulgurite.Azure.KeyVault;
using Fulgurite.Contracts.Tables;
using Fulgurite.Secrets;

namespace Fulgurite.Contracts.Secrets;

public sealed class KeyVaultSecretStoreTests : IAsyncLifetime
{
    private readonly InstantTime time = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));
    private LocalVault vault = null!;
    private KeyVaultSecretStore store = null!;

    public async ValueTask InitializeAsync()
    {
        vault = await LocalVault.Start();
        store = new KeyVaultSecretStore(vault.Client(), time);
    }

    public ValueTask DisposeAsync() => vault.DisposeAsync();

    [Fact]
    public async Task Reads_a_secret_and_keeps_it_for_five_minutes()
    {
        vault["key"] = "one";
        Assert.Equal("one", await Read());
        vault["key"] = "two";

        time.Now += TimeSpan.FromMinutes(4.9);
        Assert.Equal("one", await Read());
        time.Now += TimeSpan.FromMinutes(0.1);
        Assert.Equal("two", await Read());
        Assert.Equal(2, vault.Reads);
    }

    [Fact]
    public async Task Finds_no_secret_and_looks_again_the_next_time()
    {
        Assert.Null(await Read());
        vault["key"] = "one";
        Assert.Equal("one", await Read());
    }

    [Fact]
    public async Task Stores_a_first_value_and_leaves_a_present_one()
    {
        Assert.Equal("one", (await store.GetOrCreate("key", new SecretValue("one"), default)).Reveal());
        Assert.Equal("one", vault["key"]);
        Assert.Equal("one", (await store.GetOrCreate("key", new SecretValue("two"), default)).Reveal());
        Assert.Equal("one", vault["key"]);
    }

    [Fact]
    public async Task Reads_once_for_callers_at_once()
    {
        vault["key"] = "one";
        var open = new TaskCompletionSource();
        vault.Gate = open.Task;
        using var impatient = new CancellationTokenSource();
        var leaver = store.Get("key", impatient.Token);
        var callers = Enumerable.Range(0, 16).Select(_ => Read()).ToArray();

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver);
        open.SetResult();

        Assert.All(await Task.WhenAll(callers), value => Assert.Equal("one", value));
        Assert.Equal(1, vault.Reads);
    }

    [Fact]
    public async Task Serves_the_last_value_for_an_hour_while_the_vault_fails()
    {
        vault["key"] = "one";
        await Read();
        vault.IsDown = true;

        time.Now += TimeSpan.FromMinutes(59);
        Assert.Equal("one", await Read());
        Assert.Equal("one", await Read());
        Assert.Equal(2, vault.Reads);
        time.Now += TimeSpan.FromMinutes(1);
        var failure = await Assert.ThrowsAsync<SecretsUnavailableException>(Read);
        Assert.Contains("503 ServiceUnavailable for 'key'", failure.Message, StringComparison.Ordinal);

        vault.IsDown = false;
        Assert.Equal("one", await Read());
    }

    [Fact]
    public async Task Fails_when_the_vault_fails_before_it_was_ever_read()
    {
        vault.IsDown = true;

        await Assert.ThrowsAsync<SecretsUnavailableException>(Read);
        await Assert.ThrowsAsync<SecretsUnavailableException>(
            () => store.GetOrCreate("key", new SecretValue("never"), default));
        Assert.Null(vault["key"]);
    }

    private async Task<string?> Read() => (await store.Get("key", default))?.Reveal();
}
