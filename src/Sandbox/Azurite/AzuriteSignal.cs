using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Fulgurite.Sandbox.Azurite;

/// <summary>Ends the process.</summary>
internal static class AzuriteSignal
{
    // The same number on Linux and macOS.
    private const int Interrupt = 2;

    /// <summary>Asks it to save and end: SIGINT, the only signal on which Azurite saves. Not on Windows.</summary>
    public static void AskToEnd(int pid)
    {
        if (!OperatingSystem.IsWindows())
        {
            // Fails only when the process is gone, which is what is wanted.
            _ = Kill(pid, Interrupt);
        }
    }

    /// <summary>Ends it at once.</summary>
    public static void End(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It is gone.
        }
        catch (InvalidOperationException)
        {
            // It went while we looked.
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int pid, int signal);
}
