using Fulgurite.Sandbox.Azurite;
using Fulgurite.Secrets;
using Fulgurite.Storage;

namespace Fulgurite.App.Cli;

/// <summary>
/// Runs a verb so that what its user can mend ends in one line on standard error, not in a stack trace.
/// </summary>
internal static class OneLine
{
    /// <summary>Something that the user can mend.</summary>
    public const int Failed = 1;

    /// <summary>Runs a verb; its exit code.</summary>
    public static async Task<int> Run(Func<Task<int>> verb)
    {
        try
        {
            return await verb();
        }
        catch (SettingsException failure)
        {
            return Tell(failure.Message);
        }
        catch (LocalToolException failure)
        {
            return Tell(failure.Message);
        }
        catch (SecretsUnavailableException failure)
        {
            return Tell(failure.Message);
        }
        catch (StorageUnavailableException failure)
        {
            return Tell(failure.Message);
        }
    }

    /// <summary>Tells what is wrong; the exit code.</summary>
    public static int Tell(string message)
    {
        Console.Error.WriteLine($"fulgurite: {message}");
        return Failed;
    }
}
