using System.Text;
using Fulgurite.Secrets;

namespace Fulgurite.Sandbox.FileSecrets;

/// <summary>
/// Secrets as files that only their owner can read: a folder of mode 0700, one file of mode 0600 each, whose whole
/// content is the value. A line end after it is ignored, so that a file made by hand works. On Windows the folder's
/// own access list applies.
/// </summary>
public sealed class FileSecretStore : ISecretStore
{
    private const int NameLengthMax = 127;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string folder;

    /// <summary>Opens the folder; creates it, or takes others' access to it away.</summary>
    /// <exception cref="SecretsUnavailableException">It is not ours.</exception>
    public FileSecretStore(string folder)
    {
        this.folder = Path.GetFullPath(folder);
        try
        {
            Directory.CreateDirectory(this.folder);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(this.folder, OwnerOnly | UnixFileMode.UserExecute);
            }
        }
        catch (IOException e)
        {
            throw new SecretsUnavailableException($"The folder of secrets {this.folder} cannot be used.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new SecretsUnavailableException($"The folder of secrets {this.folder} cannot be used.", e);
        }
    }

    /// <inheritdoc/>
    public async Task<SecretValue?> Get(string name, CancellationToken cancel)
    {
        var file = FileOf(name);
        try
        {
            var text = await File.ReadAllTextAsync(file, cancel);
            return new SecretValue(text.TrimEnd('\r', '\n'));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (IOException e)
        {
            throw Unavailable(name, e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Unavailable(name, e);
        }
    }

    /// <inheritdoc/>
    public async Task<SecretValue> GetOrCreate(string name, SecretValue initial, CancellationToken cancel)
    {
        if (await Get(name, cancel) is { } present)
        {
            return present;
        }

        try
        {
            await Create(FileOf(name), initial, cancel);
        }
        catch (IOException e)
        {
            throw Unavailable(name, e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Unavailable(name, e);
        }

        // Whoever was first, everyone reads the same.
        return await Get(name, cancel)
            ?? throw new SecretsUnavailableException($"The secret '{name}' is not there after it was stored.");
    }

    private static async Task Create(string file, SecretValue initial, CancellationToken cancel)
    {
        // Complete and on disk under another name before it has this one: no reader sees half a secret.
        var partial = $"{file}.{Path.GetRandomFileName()}";
        await using (var stream = new FileStream(partial, CreationOptions()))
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(initial.Reveal()), cancel);
            stream.Flush(flushToDisk: true);
        }

        ExclusiveRename.Execute(partial, file);
    }

    private static FileStreamOptions CreationOptions()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }

    private static SecretsUnavailableException Unavailable(string name, Exception cause) =>
        new($"The file of the secret '{name}' cannot be used.", cause);

    // Key Vault's rule for names, which also keeps them inside the folder.
    private string FileOf(string name)
    {
        var isName = name.Length is > 0 and <= NameLengthMax && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
        Invariant.Holds(isName, "a secret's name is 1 to 127 letters, digits and dashes");
        return Path.Combine(folder, name);
    }
}
