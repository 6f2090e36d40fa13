using Fulgurite.Sandbox.FileSecrets;
using Fulgurite.Secrets;

namespace Fulgurite.Contracts.Secrets;

public sealed class FileSecretStoreTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("fulgurite-secrets-").FullName;

    private string Folder => Path.Combine(root, "secrets");

    [Fact]
    public async Task Keeps_what_was_stored_first()
    {
        var store = new FileSecretStore(Folder);

        Assert.Null(await store.Get("master-key", default));
        Assert.Equal("é one", (await store.GetOrCreate("master-key", new SecretValue("é one"), default)).Reveal());
        Assert.Equal("é one", (await store.GetOrCreate("master-key", new SecretValue("two"), default)).Reveal());
        Assert.Equal("é one", (await new FileSecretStore(Folder).Get("master-key", default))?.Reveal());
    }

    [Fact]
    public async Task Lets_only_the_owner_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists instead of modes.");
        Directory.CreateDirectory(Folder);
        Make(Folder, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead);

        await new FileSecretStore(Folder).GetOrCreate("key", new SecretValue("v"), default);

        Assert.Equal("700", Mode(Folder));
        Assert.Equal("600", Mode(Path.Combine(Folder, "key")));
        Assert.Equal(["key"], Directory.GetFiles(Folder).Select(Path.GetFileName));
    }

    // Often enough that two would meet: which of them is first is decided by the file system, and only once.
    [Fact]
    public async Task Gives_racing_creators_the_same_value()
    {
        for (var round = 0; round < 10; round++)
        {
            var name = $"key-{round}";
            var created = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(
                () => new FileSecretStore(Folder).GetOrCreate(name, new SecretValue($"value {i}"), default))));

            Assert.Single(created.Select(v => v.Reveal()).Distinct());
        }

        Assert.Equal(10, Directory.GetFiles(Folder).Length);
    }

    [Fact]
    public async Task Reads_a_file_made_by_hand()
    {
        var store = new FileSecretStore(Folder);
        await File.WriteAllTextAsync(Path.Combine(Folder, "macaroon"), "0201\r\n");

        Assert.Equal("0201", (await store.Get("macaroon", default))?.Reveal());
    }

    [Theory]
    [InlineData("")]
    [InlineData("../key")]
    [InlineData("a/b")]
    [InlineData("key.tmp")]
    public async Task Refuses_a_name_that_is_none(string name)
    {
        var store = new FileSecretStore(Folder);

        await Assert.ThrowsAsync<InvariantBrokenException>(() => store.Get(name, default));
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private static void Make(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private static string Mode(string path) =>
        OperatingSystem.IsWindows() ? "" : Convert.ToString((int)File.GetUnixFileMode(path), 8);
}
