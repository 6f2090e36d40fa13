using System.Runtime.InteropServices;

namespace Fulgurite.Sandbox.FileSecrets;

/// <summary>
/// Gives a file a name that no other file has. <see cref="File.Move(string, string)"/> looks first and renames then on
/// Linux and macOS, so of two that race the second replaces the first; a link is made or refused by the file system.
/// </summary>
internal static class ExclusiveRename
{
    /// <summary>The file has the name afterwards, or is gone because another one has it.</summary>
    /// <exception cref="IOException">Neither: the folder cannot be written.</exception>
    public static void Execute(string from, string to)
    {
        if (OperatingSystem.IsWindows())
        {
            MoveOnWindows(from, to);
            return;
        }

        var hasName = Link(from, to) == 0;
        File.Delete(from);
        if (!hasName && !File.Exists(to))
        {
            throw new IOException("A file could not be given its name.");
        }
    }

    // Windows itself refuses a name that is taken.
    private static void MoveOnWindows(string from, string to)
    {
        try
        {
            File.Move(from, to, overwrite: false);
        }
        catch (IOException) when (File.Exists(to))
        {
            File.Delete(from);
        }
    }

    [DllImport("libc", EntryPoint = "link", ExactSpelling = true)]
    private static extern int Link(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);
}
